package dev.rheo.api.component;

/** Where a configuration reports what is wrong with it. The host adds file, line and column. */
public interface Problems {
    /**
     * Reports a mistake that keeps the experiment from running.
     *
     * @param option the option at fault, dotted for nested records; empty for the component as a whole
     * @param problem what is wrong and why
     * @param remedy what to do now
     */
    void error(String option, String problem, String remedy);

    /** Reports something that runs but is likely not meant; arguments as for {@link #error}. */
    void warning(String option, String problem, String remedy);
}
