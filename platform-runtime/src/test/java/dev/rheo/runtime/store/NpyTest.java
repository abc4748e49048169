package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
    @TempDir
    Path directory;

    private final AtomicFiles files = new AtomicFiles(FaultyDisk.withoutFault());
    private Path path;

    @BeforeEach
    void target() {
        path = directory.resolve("samples.npy");
    }

    @Test
    void writesTheBytesThatTheFormatDefines() throws IOException {
        Npy.write(files, path, "the samples", Values.of(1f, 2f, 3f, 4f, 5f, 6f), 3, 2);

        byte[] bytes = Files.readAllBytes(path);
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";
        int dataStart = bytes.length - 24;
        assertThat(dataStart % 64).as("the numbers are aligned").isZero();
        ByteBuffer expected = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        expected.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) (dataStart - 10));
        String padded = dictionary + " ".repeat(dataStart - 10 - dictionary.length() - 1) + "\n";
        expected.put(padded.getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i <= 6; i++) {
            expected.putFloat(i);
        }
        assertThat(bytes).isEqualTo(expected.array());
    }

    @Test
    void alignsTheNumbersForEveryLengthOfHeader() throws IOException {
        for (long size = 1; size < 2_000_000_000_000L; size *= 10) {
            Npy.write(files, path, "nothing", Values.of(new float[0]), 0, size);
            assertThat(Files.size(path) % 64).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"<f4,F32", "<f8,F64", "<i4,I32", "<i8,I64"})
    void readsEveryTypeThatItWrites(String description, ElementType type) throws IOException {
        Values values =
                switch (type) {
                    case F32 -> Values.of(1f, Float.NaN);
                    case F64 -> Values.of(1.0, -0.0);
                    case I32 -> Values.of(1, Integer.MIN_VALUE);
                    default -> Values.of(1L, Long.MAX_VALUE);
                };
        Npy.write(files, path, "the array", values, 2);

        assertThat(Files.readString(path, StandardCharsets.ISO_8859_1))
                .contains("'descr': '" + description + "'")
                .contains("'shape': (2,)");
        try (NpyFile file = NpyFile.open(path)) {
            assertThat(file.type()).isEqualTo(type);
            assertThat(file.shape()).containsExactly(2L);
            switch (type) {
                case F32 -> assertThat(file.floats()).containsExactly(1f, Float.NaN);
                case F64 -> assertThat(file.doubles()).containsExactly(1.0, -0.0);
                case I32 -> assertThat(file.ints()).containsExactly(1, Integer.MIN_VALUE);
                default -> assertThat(file.longs()).containsExactly(1L, Long.MAX_VALUE);
            }
        }
    }

    @Test
    void writesMoreThanFitsIntoMemoryAtOnce() {
        float[] batch = new float[1000];
        Values produced = Values.values(ElementType.F32, 1_000_000, out -> {
            for (int i = 0; i < 1000; i++) {
                Arrays.fill(batch, i);
                out.floats(batch, 0, batch.length);
            }
        });

        Npy.write(files, path, "the samples", produced, 500_000, 2);

        try (NpyFile file = NpyFile.open(path)) {
            float[] two = new float[2];
            file.floats(999_000 - 1, two, 0, 2);
            assertThat(two).containsExactly(998, 999);
        }
    }

    @Test
    void readsVersionTwoAndAScalar() throws IOException {
        String dictionary = "{\"descr\": \"<i8\", \"fortran_order\": False, \"shape\": ()}\n";
        ByteBuffer buffer = ByteBuffer.allocate(12 + dictionary.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0}).putInt(dictionary.length());
        buffer.put(dictionary.getBytes(StandardCharsets.US_ASCII)).putLong(77);
        Files.write(path, buffer.array());

        try (NpyFile file = NpyFile.open(path)) {
            assertThat(file.shape()).isEmpty();
            assertThat(file.longs()).containsExactly(77);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            False -> True   | it is in Fortran order
            <f4 -> >f4      | its type is >f4
            (3, 2) -> (3, 3)| asks for 36 bytes of numbers and 24 follow
            shape -> shapf  | not the dictionary
            NUMPY -> NUMPX  | does not begin as an NPY file does
            """)
    void refusesWhatItCannotRead(String change, String why) throws IOException {
        Npy.write(files, path, "the samples", Values.of(new float[6]), 3, 2);
        String[] fromTo = change.split(" -> ");
        String content = Files.readString(path, StandardCharsets.ISO_8859_1);
        String changed = content.replace(fromTo[0].trim(), fromTo[1].trim());
        Files.writeString(path, changed, StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> NpyFile.open(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesEveryTruncationAndSurvivesEveryMutation() throws IOException {
        Npy.write(files, path, "the samples", Values.of(1f, 2f, 3f), 3);
        byte[] healthy = Files.readAllBytes(path);
        for (int length = 0; length < healthy.length; length++) {
            Files.write(path, Arrays.copyOf(healthy, length));
            assertThatThrownBy(() -> NpyFile.open(path)).isInstanceOf(StoreException.class);
        }
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] mutated = healthy.clone();
            mutated[random.nextInt(128)] = (byte) random.nextInt(256);
            Files.write(path, mutated);
            try (NpyFile file = NpyFile.open(path)) {
                assertThat(file.shape().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)
                                * file.type().bytes())
                        .isEqualTo(12);
            } catch (StoreException refused) {
                assertThat(refused.remedy()).isNotBlank();
            }
        }
    }
}
