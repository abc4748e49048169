package dev.rheo.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Who made this machine's processor, as far as kernels depend on it. */
final class Processor {
    private static final String INTEL = "GenuineIntel";
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() {}

    /**
     * Whether this is an x86-64 processor that is known not to be Intel's: MKL, which multiplies the matrices in PyTorch's
     * builds for x86-64, leaves half of its vector units idle. Measured on an AMD EPYC with AVX-512.
     */
    static boolean isHeldBackByMkl() {
        String name = System.getProperty("os.arch", "");
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        String maker = windows ? System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", INTEL) : maker(LINUX);
        return (name.equals("amd64") || name.equals("x86_64")) && !maker.contains(INTEL);
    }

    /** The first line about the maker; Intel if nothing is known. */
    static String maker(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("vendor_id"))
                    .findFirst()
                    .orElse(INTEL);
        } catch (IOException | java.io.UncheckedIOException e) {
            return INTEL;
        }
    }
}
