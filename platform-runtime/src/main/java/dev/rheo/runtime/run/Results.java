package dev.rheo.runtime.run;

import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.report.Pictures;
import dev.rheo.runtime.sample.SolveStatistics;
import java.util.List;

/**
 * What sampling and evaluation of a run found.
 *
 * @param samples in original units
 * @param statistics of the solver
 * @param measurements in manifest order
 * @param warnings of metrics that were left out
 * @param pictures for the report
 */
record Results(
        Rows samples,
        SolveStatistics statistics,
        List<Measurement> measurements,
        List<String> warnings,
        Pictures pictures) {}
