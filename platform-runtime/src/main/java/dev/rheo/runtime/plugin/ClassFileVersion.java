package dev.rheo.runtime.plugin;

import java.util.Optional;

/** The version in a class file's header (JVMS 4.1): major 61 is Java 17, minor 65535 marks preview features. */
record ClassFileVersion(int major, int minor) {
    static final int HEADER = 8;

    private static final int JAVA_1 = 44;
    private static final int PREVIEW = 0xFFFF;

    static ClassFileVersion running() {
        return new ClassFileVersion(JAVA_1 + Runtime.version().feature(), 0);
    }

    /** Empty if {@code header} does not begin a class file. */
    static Optional<ClassFileVersion> of(byte[] header) {
        if (header.length < HEADER || unsigned(header, 0) != 0xCAFE || unsigned(header, 2) != 0xBABE) {
            return Optional.empty();
        }
        return Optional.of(new ClassFileVersion(unsigned(header, 6), unsigned(header, 4)));
    }

    boolean canLoad(ClassFileVersion other) {
        return other.major < major || (other.major == major && other.minor != PREVIEW);
    }

    /** For example {@code 21}, or {@code 21 with preview features}. */
    String java() {
        return (major - JAVA_1) + (minor == PREVIEW ? " with preview features" : "");
    }

    private static int unsigned(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
