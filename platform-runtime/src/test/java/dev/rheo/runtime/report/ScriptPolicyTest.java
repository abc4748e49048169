package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptPolicyTest {
    @TempDir
    Path directory;

    @Test
    void thePolicyNamesTheHashOfEveryScriptInThePageAndNoOther() throws Exception {
        String page = Files.readString(
                new Report().write(Fakes.report(new Pictures.None()), directory).page());
        Matcher policy = Pattern.compile("script-src ([^\"]*)\"").matcher(page);
        assertThat(policy.find()).isTrue();
        Matcher scripts =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
        StringBuilder expected = new StringBuilder();
        while (scripts.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(scripts.group(1).getBytes(StandardCharsets.UTF_8));
            expected.append(expected.isEmpty() ? "" : " ")
                    .append("'sha256-")
                    .append(Base64.getEncoder().encodeToString(digest))
                    .append("'");
        }

        assertThat(policy.group(1))
                .isEqualTo(expected.toString())
                .contains("sha256-")
                .doesNotContain("unsafe");
    }

    @Test
    void theCurvesLibraryComesWithItsLicence() throws Exception {
        try (var licence = Report.class.getResourceAsStream("uplot/LICENSE")) {
            assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("The MIT License (MIT)", "Leon Sorokin");
        }
    }
}
