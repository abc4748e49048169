package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.runtime.store.Checkpoints.Retention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
    private static final Retention ALL = Retention.keepLast(Integer.MAX_VALUE);

    @TempDir
    Path directory;

    private Checkpoints on(Disk disk) {
        return new Checkpoints(directory, "digits", new AtomicFiles(disk));
    }

    private Checkpoints checkpoints() {
        return on(FaultyDisk.withoutFault());
    }

    static Checkpoint at(long step) {
        float[] theta = {step, 1, 2, 3, 4, Float.intBitsToFloat(0x7fc00001)};
        return new Checkpoint(
                step,
                -7,
                step + 1,
                Map.of("epoch", 3L, "batch", 17L),
                List.of(
                        new ParameterSlice("out.bias", List.of(2), 4),
                        new ParameterSlice("in.weight", List.of(2, 2), 0)),
                theta,
                List.of(
                        new Checkpoint.Average(0.999, new float[] {1, 2, 3, 4, 5, 6}),
                        new Checkpoint.Average(0.1 + 0.2, new float[] {6, 5, 4, 3, 2, 1})),
                Map.of("m", new float[] {1, 2, 3}, "v", new float[0]),
                Map.of("beta1Power", 0.1, "bad", Double.NaN),
                List.of(
                        new Checkpoint.Judgement(step, "wasserstein", 0.1 + 0.2, false),
                        new Checkpoint.Judgement(step, "accuracy", Double.NaN, true)));
    }

    static void assertSame(Checkpoint actual, Checkpoint expected) {
        assertThat(bits(actual)).isEqualTo(bits(expected));
    }

    /** Bit for bit, as resuming needs it: NaN with its payload, -0 apart from 0. */
    private static List<Object> bits(Checkpoint checkpoint) {
        Map<String, String> vectors = new TreeMap<>();
        checkpoint.optimizerVectors().forEach((name, vector) -> vectors.put(name, bits(vector)));
        return List.of(
                List.of(checkpoint.step(), checkpoint.seed(), checkpoint.schedulerStep(), checkpoint.counters()),
                checkpoint.layout(),
                bits(checkpoint.theta()),
                checkpoint.averages().stream()
                        .map(average -> average.decay() + bits(average.theta()))
                        .toList(),
                vectors,
                checkpoint.judgements(),
                checkpoint.optimizerScalars());
    }

    private static String bits(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Integer.toHexString(Float.floatToRawIntBits(values[i])))
                .toList()
                .toString();
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) Math.floorMod(at, (long) bytes.length)] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void givesBackExactlyWhatWasSaved() {
        Path saved = on(Disk.local()).save(at(1200), ALL);

        assertThat(saved).isEqualTo(directory.resolve("step-1200"));
        assertSame(checkpoints().load(1200), at(1200));
        assertThat(checkpoints().newest().skipped()).isEmpty();
    }

    @Test
    void holdsTheParametersByNameForPython() {
        Path saved = checkpoints().save(at(5), ALL);

        try (SafetensorsFile model = SafetensorsFile.open(saved.resolve("model.safetensors"));
                SafetensorsFile ema = SafetensorsFile.open(saved.resolve("ema.safetensors"));
                SafetensorsFile second = SafetensorsFile.open(saved.resolve("ema-2.safetensors"))) {
            assertThat(model.tensors()).extracting(TensorInfo::name).containsExactly("in.weight", "out.bias");
            assertThat(model.tensor("in.weight").shape()).containsExactly(2L, 2L);
            assertThat(model.floats("in.weight")).containsExactly(5, 1, 2, 3);
            assertThat(model.metadata())
                    .containsEntry("format", "pt")
                    .containsEntry("formatVersion", "1")
                    .containsEntry("experiment", "digits")
                    .containsEntry("seed", Long.toString(at(5).seed()))
                    .containsEntry("step", "5");
            assertThat(ema.floats("out.bias")).containsExactly(5, 6);
            assertThat(second.metadata()).containsEntry("decay", Double.toString(0.1 + 0.2));
        }
    }

    @Test
    void writesTheSameBytesForTheSameState() throws IOException {
        Path saved = checkpoints().save(at(5), ALL);
        byte[] state = Files.readAllBytes(saved.resolve("state.json"));

        checkpoints().save(at(5), ALL);

        assertThat(Files.readAllBytes(saved.resolve("state.json"))).isEqualTo(state);
    }

    @Test
    void needsNoAveragesAndNoOptimizerState() {
        Checkpoint bare =
                new Checkpoint(0, 1, 0, Map.of(), List.of(), new float[0], List.of(), Map.of(), Map.of(), List.of());

        checkpoints().save(bare, ALL);

        assertSame(checkpoints().load(0), bare);
        assertThat(directory.resolve("step-0/ema.safetensors")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.safetensors",
                "ema.safetensors",
                "ema-2.safetensors",
                "optimizer.safetensors",
                "state.json"
            })
    void reportsAndSkipsACheckpointWithADamagedFile(String name) throws IOException {
        checkpoints().save(at(10), ALL);
        Path file = checkpoints().save(at(20), ALL).resolve(name);
        byte[] healthy = Files.readAllBytes(file);
        Random random = new Random(3);
        for (int i = 0; i < 80; i++) {
            byte[] damaged = healthy.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, i % 4 == 0 ? Arrays.copyOf(healthy, random.nextInt(healthy.length)) : damaged);

            Checkpoints.Newest newest = checkpoints().newest();

            assertSame(newest.checkpoint().orElseThrow(), at(10));
            assertThat(newest.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.step()).isEqualTo(20);
                assertThat(skipped.path()).isEqualTo(directory.resolve("step-20"));
                assertThat(skipped.why()).isNotBlank();
            });
        }
        Files.delete(file);
        assertThat(checkpoints().newest().skipped()).hasSize(1);
    }

    @Test
    void refusesToPassOverACheckpointOfANewerFormat() throws IOException {
        checkpoints().save(at(10), ALL);
        Path state = checkpoints().save(at(20), ALL).resolve("state.json");
        String newer = Files.readString(state)
                .replace("\"formatVersion\" : 1", "\"formatVersion\" : 2")
                .replaceFirst("\"sha256\" : \"[0-9a-f]{64}\"", "\"sha256\" : \"" + "0".repeat(64) + "\"");
        MessageDigest digest = ParameterHash.sha256();
        digest.update(newer.getBytes(StandardCharsets.UTF_8));
        String signed = newer.replaceFirst("0{64}", ParameterHash.hex(digest));
        Files.writeString(state, signed);

        assertThatThrownBy(() -> checkpoints().newest())
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining("Cannot read the checkpoint " + state)
                .hasMessageContaining("its formatVersion is 2 and this version of Rheo knows 1")
                .hasMessageContaining("Use the version of Rheo that wrote it");

        Files.writeString(state, signed.replace("\"formatVersion\" : 2", "\"formatVersion\" : 3"));
        assertThat(checkpoints().newest().skipped())
                .as("a number that the signature does not cover is damage")
                .extracting(Checkpoints.Damaged::step)
                .containsExactly(20L);
    }

    @Test
    void refusesACheckpointUnderAnotherStepsName() throws IOException {
        Files.move(checkpoints().save(at(10), ALL), directory.resolve("step-30"));

        assertThatThrownBy(() -> checkpoints().load(30)).hasMessageContaining("it says that it is of step 10");
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(new Checkpoints(directory.resolve("none"), "digits", new AtomicFiles(Disk.local()))
                        .newest()
                        .checkpoint())
                .isEmpty();
        Files.createDirectory(directory.resolve("step-x"));
        assertThat(checkpoints().newest().checkpoint()).isEmpty();
    }

    @Test
    void keepsTheLastAndThePinned() {
        for (long step = 1; step <= 12; step++) {
            checkpoints().save(at(step), new Retention(3, Set.of(2L, 99L)));
        }

        assertThat(checkpoints().steps()).containsExactly(2L, 10L, 11L, 12L);
        assertThat(AtomicFiles.entries(directory)).hasSize(4);
    }

    @Test
    void neverLetsADamagedLaterCheckpointCrowdOutAGoodOne() throws IOException {
        checkpoints().save(at(10), ALL);
        flip(checkpoints().save(at(20), ALL).resolve("model.safetensors"), -1);

        checkpoints().save(at(15), Retention.keepLast(1));

        assertThat(checkpoints().steps()).containsExactly(15L);
        assertThat(checkpoints().newest().skipped()).isEmpty();
    }

    @Test
    void replacesADamagedCheckpointOfTheSameStep() throws IOException {
        flip(checkpoints().save(at(10), ALL).resolve("state.json"), 5);

        checkpoints().save(at(10), ALL);

        assertSame(checkpoints().newest().checkpoint().orElseThrow(), at(10));
        assertThat(AtomicFiles.entries(directory)).hasSize(1);
    }

    @Test
    void keepsTheLastGoodCheckpointWhereverTheDiskBecomesFull() {
        Path saved = checkpoints().save(at(10), ALL);
        long size = AtomicFiles.entries(saved).stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
        for (long bytes = 0; bytes < size; bytes += 97) {
            Checkpoints full = on(FaultyDisk.fullAfter(bytes));

            assertThatThrownBy(() -> full.save(at(20), Retention.keepLast(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Cannot write the checkpoint " + directory.resolve("step-20"))
                    .hasMessageContaining("no space left on the disk");

            assertThat(AtomicFiles.entries(directory)).containsExactly(directory.resolve("step-10"));
            assertSame(checkpoints().newest().checkpoint().orElseThrow(), at(10));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "WRITE", "SYNC", "RENAME", "CREATE_DIRECTORY"})
    void keepsTheLastGoodCheckpointWhicheverOperationFails(FaultyDisk.Operation operation) {
        checkpoints().save(at(10), ALL);
        Disk faulty = FaultyDisk.failingAt(operation, "Input/output error");

        assertThatThrownBy(() -> on(faulty).save(at(20), Retention.keepLast(1))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> on(faulty).save(at(10), Retention.keepLast(1))).isInstanceOf(StoreException.class);

        assertThat(AtomicFiles.entries(directory)).containsExactly(directory.resolve("step-10"));
        assertSame(checkpoints().newest().checkpoint().orElseThrow(), at(10));
    }

    @Test
    void putsTheOldOneBackIfTheNewOneOfTheSameStepCannotTakeItsPlace() {
        checkpoints().save(at(10), ALL);
        boolean[] failed = {false};
        Disk faulty = new FaultyDisk(Long.MAX_VALUE, (operation, path) -> {
            if (operation == FaultyDisk.Operation.RENAME && path.endsWith("step-10") && !failed[0]) {
                failed[0] = true;
                throw new IOException("Input/output error");
            }
        });

        assertThatThrownBy(() -> on(faulty).save(at(10), ALL)).isInstanceOf(StoreException.class);

        assertThat(AtomicFiles.entries(directory)).containsExactly(directory.resolve("step-10"));
    }

    @Test
    void refusesPartsThatDoNotFitTogether() {
        float[] two = new float[2];
        ParameterSlice whole = new ParameterSlice("w", List.of(2), 0);

        assertThatThrownBy(() -> parts(List.of(new ParameterSlice("w", List.of(1), 0)), two, two, "m"))
                .hasMessageContaining("covers 1 of 2");
        assertThatThrownBy(() -> parts(List.of(whole, new ParameterSlice("b", List.of(1), 1)), two, two, "m"))
                .hasMessageContaining("parameter b begins at 1, not at 2");
        assertThatThrownBy(() -> parts(List.of(whole), two, new float[3], "m"))
                .hasMessageContaining("an average of 3 parameters for 2");
        assertThatThrownBy(() -> parts(List.of(whole), two, two, "t")).hasMessageContaining("same name");
        assertThat(parts(List.of(whole), two, two, "m").step()).isEqualTo(1);
    }

    private static Checkpoint parts(List<ParameterSlice> layout, float[] theta, float[] average, String vector) {
        return new Checkpoint(
                1,
                1,
                1,
                Map.of(),
                layout,
                theta,
                List.of(new Checkpoint.Average(0.9, average)),
                Map.of(vector, theta),
                Map.of("t", 1.0),
                List.of());
    }
}
