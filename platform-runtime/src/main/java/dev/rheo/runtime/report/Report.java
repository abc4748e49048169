package dev.rheo.runtime.report;

import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes {@code report.html} and its pictures as PNG files beside it. The page holds everything it shows: it loads nothing
 * from elsewhere and works from a file. Equal data give equal files on the same machine. Stateless and thread-safe.
 */
public final class Report {
    /**
     * What was written.
     *
     * @param page the HTML file
     * @param pictures the PNG files, the most telling first
     * @param problems what could not be drawn and why, also said in the page
     */
    public record Written(Path page, List<Path> pictures, List<String> problems) {}

    private final Function<Pictures, List<Figure>> figures;

    public Report() {
        this(Figures::of);
    }

    Report(Function<Pictures, List<Figure>> figures) {
        this.figures = figures;
    }

    /**
     * Loads what drawing needs, on a thread of its own: the first picture of a process takes several times as long as the next.
     * Nothing comes of a machine that cannot draw; {@link #write} says so.
     */
    public static void prepare() {
        Thread thread = new Thread(
                () -> Gallery.of(List.of(new Figure(
                        "nothing.png",
                        "nothing",
                        "",
                        40,
                        40,
                        canvas -> canvas.title("0", 20, 20, Canvas.Align.CENTER)))),
                "rheo-drawing");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Writes into an existing directory, each file under a temporary name first. A picture that cannot be drawn is
     * reported, not thrown.
     *
     * @throws dev.rheo.runtime.store.StoreException if a file cannot be written
     */
    public Written write(ReportData data, Path directory) {
        CurveTable curve = new CurveTable(data.training());
        Gallery gallery = gallery(data.pictures());
        Gallery training = Gallery.of(curve.isEmpty() ? List.of() : List.of(new LossFigure(curve).figure()));
        List<Path> written = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Gallery drawn : List.of(gallery, training)) {
            for (Gallery.Picture picture : drawn.pictures()) {
                written.add(put(directory, picture.figure().file(), picture.light()));
            }
            drawn.problems().stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        }
        String html = new ReportPage(data, curve, gallery.pictures(), training.pictures(), problems).html();
        Path page = put(directory, "report.html", html.getBytes(StandardCharsets.UTF_8));
        return new Written(page, List.copyOf(written), List.copyOf(problems));
    }

    private Gallery gallery(Pictures pictures) {
        try {
            return Gallery.of(figures.apply(pictures));
        } catch (Exception | LinkageError | InternalError failure) {
            return Gallery.failed("Pictures of the samples", failure);
        }
    }

    private static Path put(Path directory, String name, byte[] bytes) {
        Path target = directory.resolve(name);
        new AtomicFiles(Disk.local()).write(target, "the report", out -> out.write(bytes));
        return target;
    }
}
