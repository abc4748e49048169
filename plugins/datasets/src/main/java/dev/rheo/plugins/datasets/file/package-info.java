/**
 * Data sets in files. Headers are believed only as far as the file bears them out: nothing is allocated for data that a
 * header merely promises. Every mistake is reported with the file and the place in it.
 */
package dev.rheo.plugins.datasets.file;
