package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files, with fixed seeds: each is read as what it says or refused, within bounds of memory and time. */
class SafetensorsFuzzTest {
    private static final int MUTATIONS = 3_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    private byte[] healthy;
    private int dataStart;

    @BeforeEach
    void healthyFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(
                out,
                List.of(
                        Tensor.of("layer.0.weight", Values.of(1f, 2f, 3f, 4f, 5f, 6f), 2, 3),
                        Tensor.of("layer.0.bias", Values.of(7f, 8f), 2),
                        Tensor.of("count", Values.of(9L)),
                        Tensor.of("rate", Values.of(0.5), 1)),
                Map.of("format", "pt"));
        healthy = out.toByteArray();
        dataStart = 8
                + (int) ByteBuffer.wrap(healthy).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Test
    void readsAMutatedFileForWhatItSaysOrRefusesIt() throws IOException {
        Random random = new Random(20260701);
        Path path = directory.resolve("mutated.safetensors");
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutate(random);
            Files.write(path, mutated);
            long before = allocated();
            long start = THREADS.getCurrentThreadCpuTime();
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                assertEveryByteIsReadOnce(file, mutated);
            } catch (StoreException damaged) {
                assertThat(damaged.why()).isNotBlank();
                refused++;
            }
            assertThat(allocated() - before)
                    .as("bytes allocated, mutation %d", i)
                    .isLessThan(4 << 20);
            assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start))
                    .isLessThan(Duration.ofSeconds(2));
        }
        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 100);
    }

    /** A change in the numbers cannot be noticed without a checksum, but must change that number alone. */
    @Test
    void readsAllOtherNumbersRightIfOneByteOfThemChanges() throws IOException {
        Path path = directory.resolve("mutated.safetensors");
        for (int at = dataStart; at < healthy.length; at++) {
            byte[] mutated = healthy.clone();
            mutated[at] ^= 0x10;
            Files.write(path, mutated);
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                assertEveryByteIsReadOnce(file, mutated);
            }
        }
    }

    private static void assertEveryByteIsReadOnce(SafetensorsFile file, byte[] content) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (TensorInfo tensor : file.tensors()) {
            byte[] bytes = file.bytes(tensor.name());
            assertThat(bytes).hasSize((int) (tensor.count() * tensor.type().bytes()));
            assertThat(tensor.shape().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact))
                    .isEqualTo(tensor.count());
            data.writeBytes(bytes);
        }
        int start = content.length - data.size();
        assertThat(data.toByteArray()).isEqualTo(Arrays.copyOfRange(content, start, content.length));
    }

    private byte[] mutate(Random random) {
        byte[] bytes = healthy.clone();
        switch (random.nextInt(6)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
            case 3 ->
                bytes[8 + random.nextInt(dataStart - 8)] = (byte) "0123456789-,:[]{}\" eE.".charAt(random.nextInt(22));
            case 4 -> bytes[random.nextInt(8)] = (byte) random.nextInt(256);
            default -> {
                int from = random.nextInt(bytes.length - 8);
                int length = 1 + random.nextInt(8);
                System.arraycopy(healthy, random.nextInt(bytes.length - length), bytes, from, length);
            }
        }
        return bytes;
    }

    @Test
    void allocatesLittleForAHeaderThatPromisesMuch() throws IOException {
        assertThat(allocatedFor("{\"a\":{\"dtype\":\"U8\",\"shape\":[9000000000],\"data_offsets\":[0,9000000000]}}"))
                .isLessThan(4 << 20);
        assertThat(allocatedFor("[".repeat(1 << 20))).isLessThan(16 << 20);
        assertThat(allocatedFor("{\"a\":{\"shape\":[" + "1,".repeat(1 << 20) + "1]}}"))
                .isLessThan(16 << 20);
        assertThat(allocatedFor("{\"a\":{\"shape\":[" + "9".repeat(1 << 20) + "]}}"))
                .isLessThan(16 << 20);
        assertThat(allocatedFor("{\"" + "a".repeat(1 << 20) + "\":1}")).isLessThan(16 << 20);
        assertThat(allocatedFor(" ".repeat(1 << 20))).isLessThan(16 << 20);
    }

    @Test
    void allocatesWithinBoundsForVeryManyTensorsAndMetadata() throws IOException {
        StringBuilder tensors = new StringBuilder("{");
        StringBuilder metadata = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; i < 70_000; i++) {
            tensors.append("\"").append(i).append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},");
            metadata.append("\"").append(i).append("\":\"\",");
        }

        assertThat(allocatedFor(tensors.toString())).isLessThan(1L << 28);
        assertThat(allocatedFor(metadata.toString())).isLessThan(1L << 26);
    }

    private long allocatedFor(String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        Path path = Files.write(
                directory.resolve("hostile"),
                buffer.putLong(text.length).put(text).array());
        long before = allocated();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            throw new AssertionError("accepted " + file.tensors().size() + " tensors");
        } catch (StoreException refused) {
            return allocated() - before;
        }
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
