package dev.rheo.runtime.manifest;

import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.Range;

/**
 * One value being bound: an option's, or an entry of it.
 *
 * @param option the option that it belongs to
 * @param range what bounds it
 * @param place where it stands
 * @param label how messages call it: {@code 'sigma'}, {@code entry 2 of 'evaluate'}
 * @param mark its key, or the word at fault if something is missing from it
 */
record Spot(OptionSchema option, Range range, String place, String label, Mark mark) {
    Spot entry(String name, String title, Mark entryMark) {
        return new Spot(option, Range.ANY, SourceMap.join(place, name), title + " of " + label, entryMark);
    }

    /** The option's default, to stand behind a remedy. */
    String standIn() {
        boolean whole = label.equals("'" + option.name() + "'");
        return whole && !option.defaultText().isEmpty() ? " The default is " + option.defaultText() + "." : "";
    }

    /** What the option means, to stand as a reason. */
    String meaning() {
        String unit = option.unit().isEmpty() ? "" : " Unit: " + option.unit() + ".";
        return "'" + option.name() + "': " + option.doc() + unit;
    }
}
