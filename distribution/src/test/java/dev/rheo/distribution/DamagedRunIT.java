package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.copy;
import static dev.rheo.distribution.Distribution.hash;
import static dev.rheo.distribution.Distribution.here;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on disk of a run is damaged, missing, or somebody else's; it is resumed all the same, or says why not. */
class DamagedRunIT {
    private static final int STEPS = SmallRun.STEPS;
    private static final List<Long> KEPT = List.of(200L, 300L, 400L);

    @TempDir
    static Path folder;

    private static Path trained;
    private static String wholeHash;
    private static int copies;

    private Path run;
    private Finished last;

    /** A damage to one file. */
    enum Damage {
        TRUNCATED,
        FLIPPED,
        EMPTIED,
        DELETED
    }

    @BeforeAll
    static void train() throws IOException {
        trained = SmallRun.train(folder, "whole", "seed=5");
        wholeHash = hash(trained);
    }

    @BeforeEach
    void copyTheRun() throws IOException {
        run = copy(trained, folder.resolve("copies/damaged/" + copies++));
    }

    @AfterEach
    void noStackTrace() {
        assertThat(last.all()).doesNotContain("\tat ", "Exception in thread", "java.lang.", "unexpected:");
    }

    private void resume() {
        last = here("resume", run.toString());
    }

    private void endedInTheSameBits() throws IOException {
        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(Json.file(run.resolve("run.json")))
                .containsEntry("status", "completed")
                .containsEntry("parameterHash", wholeHash)
                .containsEntry("stepsDone", STEPS)
                .containsEntry("seed", 5)
                .containsEntry("name", "damaged");
        assertThat(checkpoints()).isEqualTo(KEPT);
        assertThat(run.resolve("checkpoints/step-400/model.safetensors"))
                .hasSameBinaryContentAs(trained.resolve("checkpoints/step-400/model.safetensors"));
        assertThat(run.resolve("report.html")).isNotEmptyFile();
    }

    private List<Long> checkpoints() throws IOException {
        try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
            return entries.map(entry ->
                            Long.parseLong(entry.getFileName().toString().replaceFirst("step-", "")))
                    .sorted()
                    .toList();
        }
    }

    private static void damage(Path file, Damage damage) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        switch (damage) {
            case TRUNCATED -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
            case FLIPPED -> {
                bytes[new Random(1).nextInt(bytes.length)] ^= 0x10;
                Files.write(file, bytes);
            }
            case EMPTIED -> Files.write(file, new byte[0]);
            case DELETED -> Files.delete(file);
        }
    }

    /** One damage for each file here; CheckpointsTest has every kind of damage for each. */
    @ParameterizedTest
    @CsvSource({
        "model.safetensors, TRUNCATED",
        "ema.safetensors, FLIPPED",
        "ema-2.safetensors, DELETED",
        "optimizer.safetensors, EMPTIED",
        "state.json, FLIPPED"
    })
    void theNewestCheckpointIsReportedAndSkippedWhateverIsWrongWithOneOfItsFiles(String name, Damage damage)
            throws IOException {
        damage(run.resolve("checkpoints/step-400").resolve(name), damage);

        resume();

        assertThat(last.err())
                .contains("warning: checkpoint " + run.resolve("checkpoints/step-400") + " is skipped: ")
                .contains("from step 300, 400 steps");
        assertThat(run.resolve("run.log")).content().contains("is skipped: ");
        endedInTheSameBits();
    }

    @Test
    void whereNoCheckpointIsSoundNothingIsRemovedAndResumeSaysWhatToDo() throws IOException {
        for (long step : KEPT) {
            damage(run.resolve("checkpoints/step-" + step + "/optimizer.safetensors"), Damage.FLIPPED);
        }

        for (String verb : List.of("resume", "sample", "evaluate")) {
            last = here(verb, run.toString());
            assertThat(last.exit()).isEqualTo(1);
            assertThat(last.err())
                    .contains("step-200 is skipped", "step-300 is skipped", "step-400 is skipped")
                    .contains("Cannot go on from the checkpoints " + run.resolve("checkpoints")
                            + ": none of them is sound")
                    .contains("  help: Put a copy of one back; or move this folder away");
            assertThat(checkpoints()).isEqualTo(KEPT);
        }

        Files.move(run.resolve("checkpoints"), run.resolve("moved-away"));
        resume();
        assertThat(last.err()).contains("step 100/400");
        endedInTheSameBits();
    }

    @Test
    void aCheckpointOfANewerFormatIsNeitherSkippedNorRemoved() throws Exception {
        Path state = run.resolve("checkpoints/step-400/state.json");
        Files.writeString(state, signed(Files.readString(state).replace(": 1,", ": 99,")));

        resume();

        assertThat(last.exit()).isEqualTo(1);
        assertThat(last.err())
                .contains("Cannot read the checkpoint " + state)
                .contains("its formatVersion is 99 and this version of Rheo knows 1")
                .contains("Use the version of Rheo that wrote it");
        assertThat(checkpoints()).isEqualTo(KEPT);
    }

    /** With the SHA-256 that the file's own rule asks for: of its bytes with 64 zeros in its place. */
    private static String signed(String state) throws NoSuchAlgorithmException {
        String unsigned = state.replaceFirst("(\"sha256\" : \")[0-9a-f]{64}", "$1" + "0".repeat(64));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(unsigned.getBytes(UTF_8));
        return unsigned.replaceFirst("0{64}", HexFormat.of().formatHex(digest));
    }

    @Test
    void aCheckpointOfAnotherSeedIsRefusedAndKept() throws IOException {
        Path other = SmallRun.train(folder, "seed", "seed=6");
        Path away = Files.move(run.resolve("checkpoints/step-400"), run.resolve("step-400"));
        copy(other.resolve("checkpoints/step-400"), run.resolve("checkpoints/step-400"));

        refusesAndKeepsTheOther("it was trained with seed 6, not 5", away);
    }

    @Test
    void aCheckpointOfAnotherNetworkIsRefusedAndKept() throws IOException {
        Path other = SmallRun.train(folder, "network", "seed=5", "network.width=20");
        Path away = Files.move(run.resolve("checkpoints/step-400"), run.resolve("step-400"));
        copy(other.resolve("checkpoints/step-400"), run.resolve("checkpoints/step-400"));

        refusesAndKeepsTheOther("it holds the parameters of another network", away);
    }

    private void refusesAndKeepsTheOther(String why, Path away) throws IOException {
        Path foreign = run.resolve("checkpoints/step-400");

        resume();

        assertThat(last.exit()).as(last.all()).isEqualTo(1);
        assertThat(last.err())
                .contains("Cannot go on from the checkpoint " + foreign + ": " + why)
                .contains("help: It is of another experiment: move it away");
        assertThat(checkpoints()).isEqualTo(KEPT);
        last = here("evaluate", run.toString());
        assertThat(last.exit()).as(last.all()).isEqualTo(1);
        assertThat(last.err()).contains(foreign + ": " + why);
        last = here("sample", run.toString());
        assertThat(last.exit()).as(last.all()).isNotZero();

        Files.move(foreign, run.resolve("foreign"));
        Files.move(away, foreign);
        resume();
        endedInTheSameBits();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "environment.json"})
    void aRecordThatIsLostIsWrittenAnewFromTheManifest(String name) throws IOException {
        Map<String, Object> before = new TreeMap<>(Json.file(trained.resolve(name)));
        for (Damage damage : List.of(Damage.TRUNCATED, Damage.EMPTIED, Damage.DELETED)) {
            copyTheRun();
            damage(run.resolve(name), damage == Damage.TRUNCATED ? Damage.EMPTIED : damage);
            if (damage == Damage.TRUNCATED) {
                Files.writeString(run.resolve(name), "{\"formatVersion\" : 1, \"id\" : ");
            }

            resume();

            if (damage != Damage.DELETED || name.equals("run.json")) {
                assertThat(last.err()).contains("warning: " + name + " cannot be used and is made anew: ");
            }
            endedInTheSameBits();
            assertThat(Json.file(run.resolve(name)).keySet()).isEqualTo(before.keySet());
        }
    }

    @Test
    void anEvaluationThatCannotBeReadIsMadeAgain() throws IOException {
        resume();
        Files.writeString(run.resolve("evaluation.json"), "{");

        resume();

        assertThat(last.err()).contains("evaluation.json cannot be used and is made anew");
        endedInTheSameBits();
        resume();
        assertThat(last.err()).contains("is complete");
    }

    @Test
    void aRunWithoutItsManifestIsRefused() throws IOException {
        Files.delete(run.resolve("resolved.yaml"));

        resume();

        assertThat(last.exit()).isEqualTo(3);
        assertThat(last.err()).contains("resolved.yaml");
        assertThat(checkpoints()).isEqualTo(KEPT);
    }

    @Test
    void aFolderThatIsNoRunIsRefused() throws IOException {
        run = Files.createDirectories(folder.resolve("no-run"));

        resume();

        assertThat(last.exit()).isEqualTo(1);
        assertThat(last.err())
                .contains("Cannot open the run " + run)
                .contains("neither a run.json nor a resolved.yaml");
    }
}
