package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.diagnostic.DiagnosticCode;

/** What can be wrong with a manifest by itself, before asking whether its components fit together. */
public enum ManifestCode implements DiagnosticCode {
    UNREADABLE("RHEO-M001", "The manifest cannot be read", """
            The file does not exist, is a directory, is not readable for this user, or is larger than 1 MiB.
            The name is resolved against the working directory; the name in 'extends' against the file it stands in."""),
    ENCODING("RHEO-M002", "The manifest is not UTF-8", """
            Manifests are UTF-8 text. Editors on Windows may save other encodings; save the file again as UTF-8.
            The place of the first byte that is not UTF-8 is shown."""),
    UNKNOWN_OPTION("RHEO-M003", "Unknown option", """
            Every key of a manifest must be an option of the section or component that it stands in. Names are case
            sensitive: 'sigmaMin' is not 'sigmamin'. Nothing is ignored silently, because a misspelt option would
            otherwise run with its default. 'rheo describe KIND NAME' lists the options of a component."""),
    SYNTAX("RHEO-M004", "Not valid YAML", """
            The text breaks YAML's grammar, usually by indentation, a tab, an unclosed quote or bracket, or a ': ' inside an
            unquoted text. Nothing after this place has been read, so correcting it may bring further messages."""),
    YAML_FEATURE("RHEO-M005", "A YAML feature that manifests do not use", """
            Manifests use mappings, lists, texts, numbers, true/false, anchors and aliases. Tags (!name), several documents,
            merge keys (<<) and keys that are not text are refused, and so are files that nest or repeat without end."""),
    DUPLICATE_KEY("RHEO-M006", "A key is given twice", """
            Within one mapping each key may stand once. Many YAML readers silently take the last one; an experiment must not
            depend on which. Between a file and the one that it extends the nearer file wins, which is no duplicate."""),
    WRONG_TYPE("RHEO-M007", "The value has the wrong type", """
            The option's type is shown by 'rheo describe'. YAML 1.2 decides what a value is: 1e-3 is a number, true and false
            are the only truth values (yes, no, on, off are texts), 1_000 is a text, and quotes make any value a text."""),
    OUT_OF_RANGE("RHEO-M008", "The value is out of range", """
            The option's range is part of its definition, shown by 'rheo describe', and usually follows from mathematics: a
            standard deviation is not negative, a probability is at most 1. Numbers must be finite. For a list the range
            bounds the number of its entries."""),
    MISSING_OPTION("RHEO-M009", "A required option is missing", """
            The option has no sensible default, so it must be given. 'rheo describe' marks such options as required."""),
    UNKNOWN_CHOICE("RHEO-M010", "Not one of the choices", """
            The option takes one of a fixed set of words, written in lower case with hyphens."""),
    UNKNOWN_COMPONENT("RHEO-M011", "No such component is installed", """
            The slot names a component that no healthy plugin provides. The name may be misspelt, the plugin may not be
            installed, or it may be installed but rejected: 'rheo plugins' lists what became of each.
            'rheo components' lists every component that can be named."""),
    INVALID_OPTIONS("RHEO-M012", "The options contradict the component's rules", """
            Each option by itself is valid, but the component refuses their combination. The reason is the component's own."""),
    OPTION_RULE("RHEO-M013", "A rule across options is violated", """
            The component or section checks how its options go together and found a mistake. The reason is its own."""),
    OPTION_ADVICE("RHEO-M014", "Likely not what is meant", """
            The component or section accepts its options but warns that together they seldom make sense. The run goes on."""),
    OVERRIDE("RHEO-M015", "A command line override cannot be applied", """
            Overrides are written path=value: 'path.sigma=0.1', 'evaluate.0.projections=512', 'train.ema=[0.99, 0.999]'. The
            path names options from the top of the manifest; entries of a list are numbered from 0. The value is YAML.
            An empty value or 'null' takes an optional value away."""),
    EXTENDS("RHEO-M016", "'extends' cannot be followed", """
            'extends: base.yaml' lays this file over another one. Mappings are merged key by key; lists and single values are
            replaced; a component of another 'type' replaces the base's component with all its options. The name is
            relative to the file that it stands in. A chain of files must not lead back to itself."""),
    EMPTY_VALUE("RHEO-M017", "A key has no value", """
            'key:' with nothing behind it means null in YAML. Only optional values may be null. Usually the value was
            forgotten or its lines are not indented."""),
    VERSION("RHEO-M018", "Unknown manifest version", """
            'rheo: 1' states which version of the manifest format the file is written for. This release reads version 1."""),
    COMPONENT_FAULT("RHEO-M019", "A component's configuration is broken", """
            The plugin's configuration record itself failed: it threw something that is not an IllegalArgumentException, or it
            declares its options wrongly. That is a mistake in the plugin, not in the manifest. Report it to the plugin's
            author, and use another component meanwhile. --debug shows the stack trace.""");

    private final String id;
    private final String title;
    private final String explanation;

    ManifestCode(String id, String title, String explanation) {
        this.id = id;
        this.title = title;
        this.explanation = explanation;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
