package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The style guide, as far as a program can read it.
class TidyTest {
    private static final Path ROOT = Path.of("..");
    private static final int LARGE = 300;
    private static final double RARELY = 0.03;
    private static final int TOO_LARGE = 350;
    // A suite of hostile servers is one story, and reads better in one piece.
    private static final int TOO_LARGE_A_TEST = 550;
    private static final Pattern NAME =
            Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl|Base)|Abstract.*");
    // Spelled in parts, so that this file does not find itself.
    private static final List<Pattern> NOWHERE =
            Stream.of(
                            "TO" + "DO",
                            "FIX" + "ME",
                            "org\\.mock" + "ito",
                            "@Dis" + "abled",
                            "Unsupported" + "OperationException",
                            "import (static )?io\\.opentelemetry\\.[a-z.]*inter" + "nal",
                            "\\.\\./sha" + "red",
                            "/wo" + "rk/")
                    .map(Pattern::compile)
                    .toList();
    private static final List<Pattern> NOT_IN_TESTS =
            Stream.of(
                            "Thread\\.sl" + "eep\\(",
                            "assu" + "meTrue\\(",
                            "assu" + "meThat\\(",
                            "Enabled" + "If")
                    .map(Pattern::compile)
                    .toList();

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> path.toString().endsWith(ending))
                    .filter(path ->
                            !path.toString().contains("/target/")
                                    && !path.toString().contains("/.git/"))
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> findings(List<Path> files, List<Pattern> patterns) {
        List<String> findings = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                for (Pattern pattern : patterns) {
                    if (pattern.matcher(lines.get(i)).find()) {
                        findings.add(file + ":" + (i + 1) + ": " + pattern);
                    }
                }
            }
        }
        return findings;
    }

    @Test
    void thereAreSources() throws IOException {
        assertThat(files(".java")).hasSizeGreaterThan(100);
    }

    @Test
    void nothingIsLeftUnfinishedOrPointsOutOfTheProject() throws IOException {
        assertThat(findings(files(".java"), NOWHERE)).isEmpty();
    }

    @Test
    void testsNeitherSleepNorSkip() throws IOException {
        var tests =
                files(".java").stream().filter(path -> path.toString().contains("/test/")).toList();
        assertThat(findings(tests, NOT_IN_TESTS)).isEmpty();
    }

    private static boolean isTest(Path file) {
        return file.toString().contains("/test/");
    }

    @Test
    void noFileIsTooLarge() throws IOException {
        assertThat(
                        files(".java").stream()
                                .filter(file ->
                                        lines(file).size()
                                                > (isTest(file) ? TOO_LARGE_A_TEST : TOO_LARGE)))
                .isEmpty();
    }

    @Test
    void largeFilesAreRare() throws IOException {
        List<Path> main = files(".java").stream().filter(file -> !isTest(file)).toList();
        List<Path> large = main.stream().filter(file -> lines(file).size() > LARGE).toList();
        assertThat(large).hasSizeLessThan((int) (RARELY * main.size()));
    }

    @Test
    void typesAreWellNamed() throws IOException {
        assertThat(
                        files(".java").stream()
                                .map(file -> file.getFileName().toString().replace(".java", ""))
                                .filter(name -> NAME.matcher(name).matches()))
                .isEmpty();
    }

    @Test
    void everyMainPackageIsNullMarked() throws IOException {
        var packages =
                files(".java").stream()
                        .filter(path -> path.toString().contains("/main/java/"))
                        .map(Path::getParent)
                        .distinct()
                        .toList();
        assertThat(packages)
                .allSatisfy(directory -> {
                    Path info = directory.resolve("package-info.java");
                    assertThat(info).exists();
                    assertThat(Files.readString(info)).contains("@NullMarked");
                });
    }
}
