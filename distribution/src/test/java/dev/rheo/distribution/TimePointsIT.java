package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows through several time points, and how they interpolate one that training never saw. */
class TimePointsIT {
    @TempDir
    Path folder;

    private Path run(String manifest, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "run";
        all[1] = manifest;
        System.arraycopy(more, 0, all, 2, more.length);
        all[more.length + 2] = "--runs";
        all[more.length + 3] = folder.resolve("runs").toString();
        Finished finished = Distribution.launch(folder, all);
        assertThat(finished.exit()).as(finished.all()).isZero();
        return Distribution.onlyRun(folder.resolve("runs"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Number> measured(Path run, String metric) {
        return (Map<String, Number>) Json.file(run.resolve("evaluation.json")).get(metric);
    }

    /** 300 rows on each side; the floor of W1 is 0.08, standing still has 1.08. */
    @Test
    void theShippedExampleGuessesTheDayThatItNeverSaw() {
        Path run = run("time-points", "train.steps=1200");
        for (String metric : new String[] {"interpolation-w1-at-0.500", "interpolation-w2-at-0.500"}) {
            double value = measured(run, metric).get("value").doubleValue();
            assertThat(value)
                    .isLessThan(2.5 * measured(run, metric).get("floor").doubleValue());
            assertThat(value)
                    .isLessThan(0.3 * measured(run, metric).get("unmoved").doubleValue());
        }
        Finished back = Distribution.launch(
                folder, "sample", run.toString(), "--count", "40", "--backward", "--out", "back.csv");
        assertThat(back.exit()).as(back.all()).isZero();
    }

    @Test
    void timePointsOfAnArchiveMayHaveTimesOfTheirOwn() throws IOException {
        DataFiles.write(folder);
        Files.writeString(folder.resolve("days.yaml"), """
                rheo: 1
                name: days
                data: {type: time-points, data: {type: npz, path: rows.npz, array: x, labels: y}, times: [1, 7], start: 0}
                path: linear
                coupling: minibatch-ot
                network: {type: mlp, width: 8, depth: 1}
                train: {steps: 3, batch: 16}
                sample: {count: 16}
                evaluate: [sliced-wasserstein]
                """);
        Path run = run("days.yaml");
        assertThat(measured(run, "sliced-wasserstein").get("value").doubleValue())
                .isFinite();
    }

    @Test
    void objectivesThatKnowNoLegsAreRefusedBeforeTraining() {
        Finished refused = Distribution.launch(folder, "validate", "time-points", "objective.predict=data");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.all()).contains("RHEO-T001").contains("from one time point to the next");
    }

    @Test
    void interpolationNeedsATimePointThatIsLeftOut() {
        Finished refused = Distribution.launch(folder, "validate", "time-points", "data.leaveOut=[]");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.all()).contains("RHEO-T001").contains("data.left-out");
    }
}
