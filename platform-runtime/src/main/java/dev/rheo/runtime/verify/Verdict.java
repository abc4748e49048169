package dev.rheo.runtime.verify;

import dev.rheo.api.test.Examiner.Finding;
import dev.rheo.runtime.plugin.PluginStatus;
import java.util.List;

/**
 * What the verification of one plugin found.
 *
 * @param plugin how loading went
 * @param components those that loaded
 */
public record Verdict(PluginStatus plugin, List<ComponentVerdict> components) {
    public Verdict {
        components = List.copyOf(components);
    }

    /**
     * One component.
     *
     * @param kind the manifest's word
     * @param name within the kind
     * @param undocumented options without a description
     * @param findings of the rules that were examined with the default options
     * @param notExamined why none or not all were, empty if there is no reason
     * @param failure why it could not be constructed or examined, empty if it could
     */
    public record ComponentVerdict(
            String kind,
            String name,
            List<String> undocumented,
            List<Finding> findings,
            String notExamined,
            String failure) {
        public ComponentVerdict {
            undocumented = List.copyOf(undocumented);
            findings = List.copyOf(findings);
        }

        public List<Finding> violations() {
            return findings.stream()
                    .filter(finding -> finding.violation() != null)
                    .toList();
        }

        public boolean passed() {
            return undocumented.isEmpty() && failure.isEmpty() && violations().isEmpty();
        }
    }

    public boolean passed() {
        return plugin.state() == PluginStatus.State.OK && components.stream().allMatch(ComponentVerdict::passed);
    }
}
