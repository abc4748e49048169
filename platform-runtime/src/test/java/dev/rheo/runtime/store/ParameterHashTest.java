package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParameterHashTest {
    @Test
    void isTheSha256OfTheLittleEndianBytes() {
        // Python: hashlib.sha256(struct.pack('<3f', 1.0, -2.5, 0.0)).hexdigest()
        String expected = "738e86d615200bd3391d7ae379779a8e4644bade56d93d0634aa07004fa697f3";

        assertThat(ParameterHash.of(new float[] {1, -2.5f, 0})).isEqualTo(expected);
        assertThat(ParameterHash.prefix(expected)).isEqualTo(expected.substring(0, 12));
    }

    @Test
    void tellsApartWhatComparesEqual() {
        assertThat(ParameterHash.of(new float[] {0f})).isNotEqualTo(ParameterHash.of(new float[] {-0f}));
        assertThat(ParameterHash.of(new float[] {1, 2})).isNotEqualTo(ParameterHash.of(new float[] {2, 1}));
    }

    @Test
    void doesNotDependOnHowTheVectorFallsIntoBuffers() {
        float[] long1 = new float[200_001];
        float[] long2 = new float[200_001];
        long2[200_000] = 1;

        assertThat(ParameterHash.of(long1)).isNotEqualTo(ParameterHash.of(long2));
    }
}
