package dev.rheo.runtime.report;

import dev.rheo.runtime.report.ReportData.ComponentUse;
import dev.rheo.runtime.report.RunFacts.Fact;
import java.util.List;

/** Lays the report out as one HTML page. */
final class ReportPage {
    private final ReportData data;
    private final CurveTable curve;
    private final List<Gallery.Picture> pictures;
    private final List<Gallery.Picture> training;
    private final List<String> problems;
    private final PageAssets assets = new PageAssets();
    private final Html page = new Html();

    ReportPage(
            ReportData data,
            CurveTable curve,
            List<Gallery.Picture> pictures,
            List<Gallery.Picture> training,
            List<String> problems) {
        this.data = data;
        this.curve = curve;
        this.pictures = pictures;
        this.training = training;
        this.problems = problems;
    }

    String html() {
        page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + assets.policy() + "\">\n")
                .element("title", data.run().name() + " \u00b7 " + data.run().id())
                .raw("\n<style>" + assets.styles() + "</style>\n</head>\n<body>\n<main>\n");
        header();
        warnings();
        new MetricsSection(data.metrics()).write(page);
        pictures();
        new ConditionsSection(data.conditions()).write(page);
        training();
        new EvaluationsSection(data.evaluations()).write(page);
        new ProfileSection(data.profile()).write(page);
        new ParametersSection(data.parameters()).write(page);
        components();
        manifest();
        environment();
        page.raw("</main>\n");
        scripts();
        return page.raw("</body>\n</html>\n").toString();
    }

    private void header() {
        RunFacts run = data.run();
        String tone = run.status().equals("completed") ? "good" : "notable";
        page.raw("<header>\n<p class=\"brand\">Rheo run report</p>\n<h1>")
                .text(run.name())
                .raw(" ")
                .element("span class=\"status " + tone + "\"", run.status())
                .raw("</h1>\n<p class=\"muted\">run ")
                .element("code", run.id());
        if (run.started() != null) {
            page.raw(", started ").text(Times.instant(run.started()));
        }
        page.raw("</p>\n");
        if (!run.reason().isEmpty()) {
            page.element("p class=\"reason\"", run.reason()).raw("\n");
        }
        page.raw("<dl class=\"tiles\">");
        tile("Training steps", Numbers.count(run.steps()));
        if (run.duration() != null) {
            tile("Duration", Times.duration(run.duration()));
        }
        if (!curve.isEmpty()) {
            tile("Final loss", Numbers.shown(curve.finalLoss()));
        }
        tile("Seed", Long.toString(run.seed()));
        if (!run.parameterHash().isEmpty()) {
            String hash = run.parameterHash();
            tile("Parameter hash", hash.length() > 12 ? hash.substring(0, 12) + "\u2026" : hash);
        }
        page.raw("</dl>\n</header>\n");
    }

    private void tile(String label, String value) {
        page.raw("<div>").element("dt", label).element("dd", value).raw("</div>");
    }

    private void warnings() {
        if (data.warnings().isEmpty() && problems.isEmpty()) {
            return;
        }
        page.raw("<section class=\"callout\" aria-label=\"Warnings\">\n<h2>Warnings</h2>\n<ul>");
        data.warnings().forEach(warning -> page.element("li", warning));
        problems.forEach(problem -> page.element("li", problem));
        page.raw("</ul>\n</section>\n");
    }

    private void pictures() {
        for (Gallery.Picture picture : pictures) {
            page.raw("<section>\n").element("h2", picture.figure().title()).raw("\n<figure>\n");
            picture(picture);
            page.element("figcaption", picture.figure().caption()).raw("\n</figure>\n</section>\n");
        }
    }

    private void picture(Gallery.Picture picture) {
        Figure figure = picture.figure();
        page.raw("<div class=\"scroll" + (figure.width() > 700 ? " wide" : "")
                        + "\"><picture><source media=\"screen and (prefers-color-scheme: dark)\" srcset=\"")
                .pictureSource(picture.dark())
                .raw("\"><img alt=\"")
                .text(figure.title())
                .raw("\" width=\"" + figure.width() + "\" height=\"" + figure.height() + "\" src=\"")
                .pictureSource(picture.light())
                .raw("\"></picture></div>\n");
    }

    private void training() {
        if (curve.isEmpty()) {
            return;
        }
        page.raw("<section>\n<h2>Training</h2>\n<figure>\n<div id=\"still\">");
        training.forEach(this::picture);
        page.raw("</div>\n<div id=\"curves\" hidden><label class=\"switch\"><input type=\"checkbox\" id=\"log\">")
                .raw(" logarithmic loss</label></div>\n")
                .element("figcaption", curve.caption())
                .raw("\n</figure>\n</section>\n");
    }

    private void components() {
        if (data.components().isEmpty()) {
            return;
        }
        page.raw("<section>\n<h2>Components</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Slot</th>")
                .raw("<th>Component</th><th>Plugin</th><th>Version</th></tr></thead>\n<tbody>");
        for (ComponentUse use : data.components()) {
            page.raw("<tr>").element("th scope=\"row\"", use.kind()).raw("<td>").element("code", use.name());
            page.raw("</td>")
                    .element("td", use.plugin())
                    .element("td", use.version())
                    .raw("</tr>\n");
        }
        page.raw("</tbody></table></div>\n</section>\n");
    }

    private void manifest() {
        page.raw("<section>\n<h2>Manifest</h2>\n<details open><summary>As written</summary>")
                .element("pre", data.manifest().written())
                .raw("</details>\n");
        if (!data.manifest().resolved().isEmpty()) {
            page.raw("<details><summary>Resolved: every option with the value that was used</summary>")
                    .element("pre", data.manifest().resolved())
                    .raw("</details>\n");
        }
        page.raw("</section>\n");
    }

    private void environment() {
        page.raw("<section>\n<h2>Environment</h2>\n<dl class=\"facts\">");
        if (!data.run().parameterHash().isEmpty()) {
            page.element("dt", "Parameter hash")
                    .raw("<dd>")
                    .element("code", data.run().parameterHash())
                    .raw("</dd>");
        }
        for (Fact fact : data.run().environment()) {
            page.element("dt", fact.label()).element("dd", fact.value());
        }
        page.raw("</dl>\n</section>\n");
    }

    private void scripts() {
        if (!curve.isEmpty()) {
            page.raw("<script type=\"application/json\" id=\"curve\">" + curve.json() + "</script>\n");
            for (String script : assets.scripts()) {
                page.raw("<script>" + script + "</script>\n");
            }
        }
    }
}
