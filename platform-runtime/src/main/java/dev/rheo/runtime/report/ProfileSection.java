package dev.rheo.runtime.report;

import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Profile;
import org.jspecify.annotations.Nullable;

/** Where the time of a training went. */
final class ProfileSection {
    private final @Nullable Profile profile;

    ProfileSection(@Nullable Profile profile) {
        this.profile = profile;
    }

    void write(Html page) {
        if (profile == null) {
            return;
        }
        page.raw("<section>\n<h2>Where the time goes</h2>\n");
        table(page, profile, true);
        table(page, profile, false);
        page.raw("</section>\n");
    }

    private static void table(Html page, Profile profile, boolean training) {
        page.element("p class=\"muted\"", ProfileText.heading(profile, training).replace(" us ", " \u00b5s "))
                .raw("<div class=\"scroll\"><table>\n<thead><tr><th>Phase</th><th class=\"number\">\u00b5s a step</th>")
                .raw("<th class=\"number\">Share</th></tr></thead>\n<tbody>");
        for (Phase phase : Phase.values()) {
            if (phase.training() == training) {
                page.raw("<tr><th scope=\"row\">")
                        .text(phase.word())
                        .element("small", phase.meaning())
                        .raw("</th>")
                        .element("td class=\"number\"", ProfileText.microseconds(profile, phase))
                        .element("td class=\"number\"", ProfileText.share(profile, phase))
                        .raw("</tr>\n");
            }
        }
        page.raw("</tbody></table></div>\n");
    }
}
