package dev.rheo.runtime.manifest.schema;

/**
 * A mistake in the declaration of a configuration record: the plugin's, not the user's.
 *
 * @param option the record component at fault, empty for the record as a whole
 * @param problem what is wrong
 * @param remedy what its author has to do
 */
public record SchemaProblem(String option, String problem, String remedy) {
    /** Both in one line. */
    public String text() {
        return (option.isEmpty() ? "" : "option '" + option + "': ") + problem + "; " + remedy;
    }
}
