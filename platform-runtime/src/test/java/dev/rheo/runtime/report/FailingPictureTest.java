package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A picture is never worth a run. */
class FailingPictureTest {
    private static final Figure GOOD =
            figure("good.png", canvas -> canvas.dot(5, 5, 3, canvas.theme().data()));

    @TempDir
    Path directory;

    static List<Throwable> failures() {
        return List.of(
                new NullPointerException(),
                new InternalError("Fontconfig head is null, check your fonts or fonts configuration"),
                new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
                new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aPainterThatFailsIsReportedAndTheOthersAreDrawn(Throwable failure) throws IOException {
        Figure bad = figure("bad.png", canvas -> sneak(failure));

        Report.Written written = new Report(pictures -> List.of(bad, GOOD)).write(data(), directory);

        assertThat(written.pictures())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("good.png", "loss.png");
        assertThat(written.problems())
                .singleElement()
                .asString()
                .startsWith("bad.png could not be drawn: ")
                .contains(failure.getClass().getSimpleName());
        assertThat(Files.readString(written.page())).contains("bad.png could not be drawn");
    }

    @Test
    void figuresThatCannotEvenBeMadeAreReported() throws IOException {
        Report.Written written = new Report(pictures -> {
                    throw new IllegalStateException("no such slice");
                })
                .write(data(), directory);

        assertThat(written.problems())
                .containsExactly("Pictures of the samples could not be drawn: IllegalStateException, no such slice.");
        assertThat(written.pictures())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("loss.png");
    }

    @Test
    void withoutFontsPicturesAreDrawnWithoutTextAndThePageSaysSoOnce() throws IOException {
        Figure.Painter needsFonts = canvas -> {
            if (canvas.width("text", Canvas.SMALL) > 0) {
                throw new InternalError("Fontconfig head is null");
            }
            GOOD.painter().paint(canvas);
        };
        Figure first = figure("first.png", needsFonts);
        Figure second = figure("second.png", needsFonts);

        Report.Written written = new Report(pictures -> List.of(first, second)).write(data(), directory);

        assertThat(written.pictures())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .contains("first.png", "second.png");
        assertThat(written.problems()).singleElement().asString().contains("no text", "Install fontconfig and a font");
        assertThat(directory.resolve("first.png")).hasSameBinaryContentAs(directory.resolve("second.png"));
    }

    private static Figure figure(String file, Figure.Painter painter) {
        return new Figure(file, "A picture", "A caption.", 20, 10, painter);
    }

    private static ReportData data() {
        return Fakes.report(new Pictures.None());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}
