package dev.rheo.runtime.check;

import dev.rheo.runtime.diagnostic.DiagnosticCode;

/** What can be wrong with an experiment whose manifest by itself is valid. */
public enum CheckCode implements DiagnosticCode {
    TRAIT_MISSING("RHEO-T001", "A component needs what no other gives", """
            Components state what they give to the experiment and what they need from it, as traits: names like
            'path.one-sided' or 'dynamics.score'. Here one needs a trait that no component of the experiment gives. The help
            lists single changes, among the installed components and their options, after which everything fits.
            'rheo describe KIND NAME' shows a component's traits."""),
    TRAIT_WITHDRAWN("RHEO-T002", "A component needs what others here take away", """
            A trait can hold on conditions: a one-sided path gives the score of its marginals only while source and data are
            paired independently and the source is the path's Gaussian noise. Here a component needs a trait whose
            conditions do not hold; the reason says which, and why it is a condition. It is refused because the run would
            finish and its results would be wrong."""),
    TRAIT_EXCLUDED("RHEO-T003", "Two components exclude each other", """
            A component rules out a trait that another one gives. The reason is the component's own. The help lists single
            changes after which everything fits."""),
    TRAIT_DISCOURAGED("RHEO-T004", "Components that seldom belong together", """
            The experiment runs, but a component warns of a trait that another one gives, usually because results will be
            biased or fall short of what the method promises. The reason is the component's own."""),
    TRAITS_FAILED("RHEO-T005", "A component cannot state its traits", """
            The component's configuration failed when asked for its traits. That is a mistake in the plugin. Report it to
            the plugin's author, and use another component meanwhile. --debug shows the stack trace."""),
    PLUGIN_MISSING("RHEO-T010", "A plugin that the manifest asks for is not there", """
            'plugins:' states which plugins, in which versions, an experiment needs. The plugin is not in any plugin
            directory, or was rejected; 'rheo plugins' lists what became of each."""),
    PLUGIN_VERSION("RHEO-T011", "A plugin has another version than the manifest asks for", """
            The installed version does not lie in the range that the manifest gives. Results may differ between versions of
            a plugin; install a version in the range, or widen the range if you accept the difference."""),
    PLUGIN_RANGE("RHEO-T012", "Not a version range", """
            Ranges are written '^1.2.0' (1.2.0 or later, below 2.0.0), '~1.2.0' (1.2.x from 1.2.0), '>=1.2.0 & <1.5.0',
            '=1.2.0' or '*'. A bare version is refused, because tools disagree on whether it means exactly that version or
            at least that one.""");

    private final String id;
    private final String title;
    private final String explanation;

    CheckCode(String id, String title, String explanation) {
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
