package dev.rheo.api.data;

/**
 * What a data set's header tells, without loading it.
 *
 * @param shape the dimensions of one sample
 * @param classes number of classes, 0 if there are no labels
 * @param rows number of samples
 */
public record DataInfo(SampleShape shape, int classes, long rows) {}
