package dev.rheo.runtime.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Styles and scripts of the page, and the policy that lets the browser run these scripts and no others. */
final class PageAssets {
    private final String styles = resource("uplot/uPlot.min.css") + "\n" + resource("report.css");
    private final List<String> scripts = List.of(resource("uplot/uPlot.iife.min.js"), resource("report.js"));

    String styles() {
        return styles;
    }

    List<String> scripts() {
        return scripts;
    }

    /** Nothing is loaded from anywhere; scripts are known by their hash, so text in the page can never become one. */
    String policy() {
        String hashes =
                scripts.stream().map(script -> "'sha256-" + hash(script) + "'").collect(Collectors.joining(" "));
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src " + hashes;
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = PageAssets.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the runtime's jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
