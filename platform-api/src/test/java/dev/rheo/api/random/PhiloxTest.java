package dev.rheo.api.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Known answers of philox4x32-10 from the Random123 distribution (kat_vectors). */
class PhiloxTest {
    private static long[] philox(int c0, int c1, int c2, int c3, int k0, int k1) {
        long[] out = new long[2];
        Draws.philox(c0, c1, c2, c3, k0, k1, out);
        return out;
    }

    @Test
    void counterAndKeyOfZeros() {
        assertThat(philox(0, 0, 0, 0, 0, 0)).containsExactly(0x6627e8d5_e169c58dL, 0xbc57ac4c_9b00dbd8L);
    }

    @Test
    void counterAndKeyOfOnes() {
        assertThat(philox(-1, -1, -1, -1, -1, -1)).containsExactly(0x408f276d_41c83b0eL, 0xa20bc7c6_6d5451fdL);
    }

    @Test
    void counterAndKeyOfTheDigitsOfPi() {
        assertThat(philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
                .containsExactly(0xd16cfe09_94fdccebL, 0x5001e420_24126ea1L);
    }

    @Test
    void addressIsLaidOutIntoTheCounterWithoutOverlap() {
        long[] expected = philox(3, 0x22222222, 0x44444444, 0x55555511, 0x77777777, 0x66666666);
        Draws draws = new Draws(0x66666666_77777777L, 0x555555_44444444L);
        assertThat(draws.bits(0x11_22222222L, 6)).isEqualTo(expected[0]);
        assertThat(draws.bits(0x11_22222222L, 7)).isEqualTo(expected[1]);
    }
}
