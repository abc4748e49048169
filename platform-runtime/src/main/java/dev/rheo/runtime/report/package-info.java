/**
 * From what a run left behind to something a person can read: {@link dev.rheo.runtime.report.Report} writes {@code report.html}
 * and its pictures, {@link dev.rheo.runtime.report.MetricsText} the closing table on the console.
 *
 * <p>A pure function from {@link dev.rheo.runtime.report.ReportData} to files: no engine, no plugin, no clock. Arrays are
 * read, never kept or changed. Times are flow time: t = 0 is source or noise, t = 1 is data.
 */
package dev.rheo.runtime.report;
