package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedAutoencoderTest {
    private static final List<ParameterSlice> LAYOUT = List.of(
            new ParameterSlice("encoder.weight", List.of(1, 2), 0),
            new ParameterSlice("decoder.weight", List.of(2, 1), 2));
    private static final float[] THETA = {1, 2, 3, 4};

    @TempDir
    Path folder;

    private final AtomicFiles files = new AtomicFiles(Disk.local());

    private static SavedAutoencoder autoencoder() {
        AutoencoderFacts facts = new AutoencoderFacts(
                AutoencoderFacts.VERSION,
                List.of(1),
                0.5,
                0.25,
                2,
                null,
                10,
                0.1,
                0.05,
                1,
                null,
                ParameterHash.of(THETA));
        return new SavedAutoencoder(facts, LAYOUT, THETA);
    }

    private Path written() {
        Path path = folder.resolve(SavedAutoencoder.FILE);
        autoencoder().write(files, path);
        return path;
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(SavedAutoencoder.read(written())).usingRecursiveComparison().isEqualTo(autoencoder());
        assertThat(SavedAutoencoder.read(written(), LAYOUT))
                .usingRecursiveComparison()
                .isEqualTo(autoencoder());
        assertThat(SavedAutoencoder.parameters(written(), LAYOUT)).containsExactly(THETA);
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() {
        List<ParameterSlice> other = List.of(
                new ParameterSlice("encoder.weight", List.of(2, 1), 0),
                new ParameterSlice("decoder.weight", List.of(2, 1), 2));
        Path path = written();
        assertThatThrownBy(() -> SavedAutoencoder.parameters(path, other))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("its tensor \"encoder.weight\" is F32 of shape [1, 2], and F32 of shape [2, 1]");
    }

    @Test
    void aTensorThatIsNotThereIsNamed() {
        Path path = written();
        assertThatThrownBy(() ->
                        SavedAutoencoder.parameters(path, List.of(new ParameterSlice("encoder.bias", List.of(1), 0))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it has no tensor \"encoder.bias\"");
    }

    @Test
    void changedParametersAreNoticed() throws IOException {
        Path path = written();
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 1] ^= 1;
        Files.write(path, bytes);
        assertThatThrownBy(() -> SavedAutoencoder.read(path, LAYOUT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("do not agree with their hash");
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        Path path = folder.resolve("other.safetensors");
        Safetensors.write(files, path, "other", autoencoder().tensors(""), java.util.Map.of());
        assertThatThrownBy(() -> SavedAutoencoder.read(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it does not tell of what it holds");
    }
}
