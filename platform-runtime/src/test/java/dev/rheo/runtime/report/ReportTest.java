package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.runtime.store.StoreException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
    @TempDir
    Path directory;

    @Test
    void thePageShowsTheNumbersOfTheRun() throws IOException {
        String page = page(Fakes.report(new Pictures.None()));

        assertThat(page)
                .contains(
                        "eight-gaussians-to-moons",
                        "20261122-131502-4f2a",
                        "2026-11-22 13:15:02 UTC",
                        "1 min 23 s",
                        "6\u00a0000",
                        "title=\"0.10734211\">0.1073",
                        "title=\"0.0951873\">0.09519",
                        "1.13 \u00d7",
                        "2000 / 1000",
                        "3.219",
                        "PyTorch 2.7.1, CPU",
                        "rheo-couplings",
                        "9c1f0e5b7d3a2246a1b09e77c55d1f30aa8e4c92d7b6e0137f4cd2a9e8b35f61",
                        "coupling:  {type: minibatch-ot}");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        String page = page(Fakes.report(Fakes.plane(60)));

        assertThat(page).doesNotContainPattern("(?i)(src|href|srcset|action|data)\\s*=\\s*[\"']?\\s*(https?:|//)");
        assertThat(page).doesNotContainPattern("(?i)url\\s*\\(").doesNotContainPattern("(?i)@import|<link|<iframe");
        assertThat(page).contains("default-src 'none'; img-src data:;");
    }

    @Test
    void textOfTheRunCannotBecomeMarkup() throws IOException {
        String attack = "</pre></title><script>alert('x')</script><img src=x onerror=\"alert(1)\">&";
        ReportData honest = Fakes.report(new Pictures.None());
        MetricRow metric = new MetricRow(attack, 1, OptionalDouble.empty(), Map.of(attack, 2.0), 1, 1, attack);
        ReportData data = new ReportData(
                new RunFacts(
                        attack,
                        attack,
                        attack,
                        attack,
                        null,
                        null,
                        1,
                        2,
                        attack,
                        List.of(new RunFacts.Fact(attack, attack))),
                honest.training(),
                List.of(
                        new ReportData.Evaluated(1, Map.of(attack, 1.0)),
                        new ReportData.Evaluated(2, Map.of(attack, 1.0))),
                null,
                List.of(new ParameterStatistics(attack, 1, 1, 1, 1)),
                List.of(attack),
                List.of(new ConditionRow(attack, new double[] {0, 1, 2, 3, 4})),
                List.of(metric),
                new ReportData.ManifestText(attack, attack),
                List.of(new ReportData.ComponentUse(attack, attack, attack, attack)),
                new Pictures.None());

        String page = page(data);

        assertThat(page)
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("</pre></title>");
        assertThat(page.split("&lt;script&gt;alert\\(&#39;x&#39;\\)", -1)).hasSizeGreaterThan(15);
    }

    @Test
    void everyPictureIsAFileOfTheStatedSizeWithSomethingOnIt() throws IOException {
        for (Pictures pictures : List.of(Fakes.plane(80), Fakes.shaded(80), Fakes.images(20), Fakes.features(50, 5))) {
            ReportData data = Fakes.report(pictures);
            Report.Written written = new Report().write(data, directory);

            assertThat(written.problems()).isEmpty();
            for (Figure figure : Figures.of(pictures)) {
                Path file = directory.resolve(figure.file());
                assertThat(written.pictures()).contains(file);
                BufferedImage image = ImageIO.read(file.toFile());
                assertThat(image.getWidth()).isEqualTo(figure.width() * Canvas.SCALE);
                assertThat(image.getHeight()).isEqualTo(figure.height() * Canvas.SCALE);
                assertThat(colours(image)).as(figure.file()).hasSizeGreaterThan(20);
            }
        }
    }

    /** In the panels of samples the colours are those of the colour map from one end to the other, left to right. */
    @Test
    void pointsHaveTheColourOfTheirCondition() throws IOException {
        float[] values = new float[3 * 41];
        for (int i = 0; i < 41; i++) {
            values[3 * i] = i / 20f - 1;
            values[3 * i + 1] = 0;
            values[3 * i + 2] = 5 + i / 40f;
        }
        PointCloud points = new PointCloud(3, values);
        Figure figure = new ShadedFigure(
                        List.of(new Pictures.Shade("depth", points, points)),
                        new Window(new Range(-1.1, 1.1), new Range(-1.1, 1.1)))
                .figure();
        Canvas canvas = new Canvas(figure.width(), figure.height(), Theme.LIGHT, false);
        figure.painter().paint(canvas);
        BufferedImage image = canvas.finish();
        Axes axes = new Axes(
                new Window(new Range(-1.1, 1.1), new Range(-1.1, 1.1)),
                new Panels(figure.width(), 2, 2, 1, 40, ColorBar.SPACE).box(1));
        int[] ends = new int[2];
        for (int end = 0; end < 2; end++) {
            ends[end] = image.getRGB((int) (axes.px(2 * end - 1) * Canvas.SCALE), (int) (axes.py(0) * Canvas.SCALE));
        }
        assertThat(new Color(ends[0]).getBlue()).as("violet").isGreaterThan(new Color(ends[0]).getGreen() + 30);
        assertThat(new Color(ends[1]).getGreen()).as("green").isGreaterThan(new Color(ends[1]).getBlue() + 60);
    }

    @Test
    void aConditionIsShownWithItsRangeAndHowToAskForIt() throws IOException {
        ReportData bare = Fakes.report(new Pictures.None());
        float[] depths = {3, 1, 2, 5, 4};
        String page = page(new ReportData(
                bare.run(),
                bare.training(),
                bare.evaluations(),
                bare.profile(),
                bare.parameters(),
                bare.warnings(),
                List.of(ConditionRow.of("depth", depths)),
                bare.metrics(),
                bare.manifest(),
                bare.components(),
                bare.pictures()));
        assertThat(page)
                .contains("<h2>Conditions</h2>", "rheo sample RUN --condition depth=3.0")
                .containsPattern("depth</th>(<td[^>]*>[1-5]</td>){5}");
        assertThat(page(bare)).doesNotContain("<h2>Conditions</h2>");
    }

    @Test
    void eachKindOfDataHasItsPictures() {
        assertThat(names(Fakes.plane(50)))
                .containsExactly("samples.png", "density.png", "trajectories.png", "velocity.png");
        assertThat(names(Fakes.shaded(50))).contains("conditions.png");
        assertThat(names(Fakes.images(10))).containsExactly("grid.png", "path.png");
        assertThat(names(Fakes.features(10, 3))).containsExactly("histograms.png", "principal.png");
        assertThat(names(Fakes.features(10, 1))).containsExactly("histograms.png");
    }

    @Test
    void equalDataGiveEqualFiles() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        new Report().write(Fakes.report(Fakes.plane(100)), first);
        new Report().write(Fakes.report(Fakes.plane(100)), second);

        try (Stream<Path> files = Files.list(first)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(6);
            for (Path file : all) {
                assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void aReportReplacesTheOneBeforeAndLeavesNoTemporaryFile() throws IOException {
        page(Fakes.report(new Pictures.None()));
        Files.writeString(directory.resolve("report.html"), "old");

        assertThat(page(Fakes.report(new Pictures.None()))).startsWith("<!doctype html>");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "loss.png");
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsTheCallersProblem() {
        assertThatThrownBy(() -> new Report().write(Fakes.report(new Pictures.None()), directory.resolve("absent")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Cannot write the report");
    }

    static List<Pictures> meagre() {
        float nan = Float.NaN;
        PointCloud none = PointCloud.empty(2);
        PointCloud one = new PointCloud(2, new float[] {1, 2});
        PointCloud bad = new PointCloud(2, new float[] {nan, 1, Float.POSITIVE_INFINITY, 2, 0, 0, 1e30f, -1e30f});
        Pictures.Trajectories path = new Pictures.Trajectories(new float[] {0, 1}, new float[] {0, 0, nan, nan});
        Pictures.VelocityField field =
                new Pictures.VelocityField(0.5, new float[] {0}, new float[] {0}, new float[] {nan, 1});
        Pictures.VelocityField still =
                new Pictures.VelocityField(0.5, new float[] {0, 1}, new float[] {0}, new float[4]);
        Pictures.ImageShape shape = new Pictures.ImageShape(2, 1, 3);
        Pictures.ImageSet noImages = new Pictures.ImageSet(new float[0], new int[0]);
        Pictures.ImageSet image = new Pictures.ImageSet(new float[] {nan, 9, -9, 0, 0, 0}, new int[0]);
        return List.of(
                new Pictures.None(),
                new Pictures.Plane(none, none, none, List.of(), Pictures.Trajectories.none(), List.of()),
                new Pictures.Plane(one, one, one, List.of(new Pictures.Snapshot(0, one)), path, List.of(field, still)),
                new Pictures.Plane(
                        bad,
                        bad,
                        bad,
                        List.of(new Pictures.Snapshot(0, bad), new Pictures.Snapshot(1, none)),
                        path,
                        List.of(field)),
                new Pictures.Images(shape, 0, 1, noImages, noImages, Pictures.NoiseToImage.none()),
                new Pictures.Images(shape, 0, 0, image, noImages, Pictures.NoiseToImage.none()),
                new Pictures.Images(
                        shape, 0, 1, image, image, new Pictures.NoiseToImage(new float[] {1}, image.values())),
                new Pictures.Features(List.of(), PointCloud.empty(3), PointCloud.empty(3)),
                new Pictures.Features(List.of("a"), new PointCloud(1, new float[] {nan}), PointCloud.empty(1)),
                new Pictures.Features(
                        List.of(), new PointCloud(2, new float[] {1, 1, 1, 1}), new PointCloud(2, new float[] {nan, 1
                        })));
    }

    @ParameterizedTest
    @MethodSource("meagre")
    void meagreDataStillMakeAReport(Pictures pictures) throws IOException {
        Report.Written written = new Report().write(Fakes.report(pictures), directory);

        assertThat(written.problems()).isEmpty();
        assertThat(Files.readString(written.page())).endsWith("</html>\n");
    }

    @Test
    void aRunThatWasNotTrainedHasNoCurveAndNoScript() throws IOException {
        ReportData trained = Fakes.report(new Pictures.None());
        ReportData data = new ReportData(
                trained.run(),
                TrainingCurve.none(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                trained.manifest(),
                List.of(),
                trained.pictures());

        assertThat(page(data))
                .doesNotContain("<script")
                .doesNotContain("<h2>Training")
                .doesNotContain("<h2>Warnings");
    }

    @Test
    void pointsThatAreNotFiniteAreCountedInTheCaption() throws IOException {
        PointCloud data = new PointCloud(2, new float[] {0, 0, 1, 1});
        PointCloud samples = new PointCloud(2, new float[] {0, 0, Float.NaN, 1, 1, 1});
        Pictures plane = new Pictures.Plane(
                data, samples, PointCloud.empty(2), List.of(), Pictures.Trajectories.none(), List.of());

        assertThat(page(Fakes.report(plane))).contains("1 of 3 samples are not finite and are left out.");
    }

    @Test
    void thinningForTheDrawingIsSaidInTheCaption() throws IOException {
        assertThat(page(Fakes.report(Fakes.features(3001, 2))))
                .contains("At most 3\u00a0000 points of each are drawn, evenly picked.");
        assertThat(page(Fakes.report(Fakes.features(3000, 2)))).doesNotContain("evenly picked");
    }

    private String page(ReportData data) throws IOException {
        return Files.readString(new Report().write(data, directory).page());
    }

    private static List<String> names(Pictures pictures) {
        return Figures.of(pictures).stream().map(Figure::file).toList();
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight() && colours.size() < 50; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
