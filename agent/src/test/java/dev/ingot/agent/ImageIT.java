package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.receiver.interfaces.Dockerd;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image that the Dockerfile makes, with the rights that a stack gives it, in a real Docker.
///
/// Nothing is fetched: both of its bases are a root with the programs that it calls, copied from
/// this machine. What Maven would build lies in the context, and this machine's Java is mounted
/// where the base would have its own.
class ImageIT {
    private static final String BASE = "base:ingot";
    private static final String IMAGE = "ingot:here";
    private static final String JAVA = System.getProperty("java.home");

    /// What the Dockerfile, its health check and the launcher call.
    private static final List<String> PROGRAMS =
            List.of("bash", "sh", "sed", "install", "readlink", "dirname", "true");

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    /// Some ten seconds where nobody else is at work.
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    @TempDir Path directory;

    @Test
    void itIsWellWithTheRightsOfAStackAndEndsWhenAsked() throws IOException {
        try (var engine = new Dockerd()) {
            engine.docker("import", root().toString(), BASE);
            build(engine);
            List<String> run = new ArrayList<>(List.of("run", "--detach", "--name", "ingot"));
            run.addAll(List.of("--network=none", "--health-interval=1s"));
            run.add("--volume=" + JAVA + ":/opt/java/openjdk:ro");
            run.addAll(rights(Stack.of("victoriametrics")));
            run.add(IMAGE);
            engine.docker(run.toArray(String[]::new));
            Await.until(
                    "the image to call itself healthy",
                    DEADLINE,
                    () -> {
                        if (inspect(engine, ".State.Status").equals("exited")) {
                            throw new AssertionError(engine.docker("logs", "ingot"));
                        }
                        return inspect(engine, ".State.Health.Status").equals("healthy");
                    });
            assertThat(inspect(engine, ".Config.User")).isEqualTo("65532:65532");
            engine.docker("exec", "ingot", "install", "-d", "/var/lib/ingot/more");
            assertThatThrownBy(() -> engine.docker("exec", "ingot", "install", "-d", "/opt/more"))
                    .hasMessageContaining("ended with 1");
            engine.docker("stop", "--time=45", "ingot");
            assertThat(engine.docker("logs", "ingot")).contains("INFO  ingot: stopped");
            assertThat(inspect(engine, ".State.ExitCode")).isEqualTo("0");
        }
    }

    private static String inspect(Dockerd engine, String field) {
        return engine.docker("inspect", "--format={{" + field + "}}", "ingot").strip();
    }

    /// The root of both bases: the programs, and the libraries of them and of Java.
    ///
    /// @return its archive
    private Path root() throws IOException {
        Path root = directory.resolve("root");
        Path bin = Files.createDirectories(root.resolve("bin"));
        List<String> command = new ArrayList<>(List.of("ldd"));
        for (String program : PROGRAMS) {
            Files.copy(Path.of("/bin", program), bin.resolve(program));
            command.add("/bin/" + program);
        }
        // Its work is done: see the context.
        Files.createSymbolicLink(bin.resolve("mvn"), Path.of("true"));
        command.add(JAVA + "/bin/java");
        command.add(JAVA + "/lib/server/libjvm.so");
        for (String library : List.of("java", "net", "nio", "zip", "jimage", "management")) {
            command.add(JAVA + "/lib/lib" + library + ".so");
        }
        String libraries = RealProgram.run("libc-bin", directory, command.toArray(String[]::new));
        for (String library :
                LIBRARY.matcher(libraries).results().map(one -> one.group(1)).distinct().toList()) {
            if (!library.startsWith(JAVA)) {
                Path copy = root.resolve(library.substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(Path.of(library), copy);
            }
        }
        Path tmp = Files.createDirectory(root.resolve("tmp"));
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path archive = directory.resolve("root.tar");
        RealProgram.run(
                "tar", directory, "tar", "-C", root.toString(), "-cf", archive.toString(), ".");
        return archive;
    }

    private void build(Dockerd engine) throws IOException {
        Path context = Files.createDirectory(directory.resolve("context"));
        Path target = Files.createDirectories(context.resolve("agent/target"));
        for (String file : List.of("Dockerfile", "otel-config.yaml")) {
            Files.copy(Path.of("..", file), context.resolve(file));
        }
        Path tree = Path.of("target/ingot").toAbsolutePath();
        RealProgram.run("coreutils", directory, "cp", "-r", tree.toString(), target.toString());
        // The builder that every Docker has by itself.
        try (var building =
                RealProgram.start(
                        "docker.io",
                        directory,
                        "env",
                        "DOCKER_BUILDKIT=0",
                        "docker",
                        "--host=unix://" + engine.socket(),
                        "build",
                        "--network=none",
                        "--build-arg=BUILD=" + BASE,
                        "--build-arg=RUNTIME=" + BASE,
                        "--tag=" + IMAGE,
                        context.toString())) {
            Await.until("the image to be built", DEADLINE, () -> !building.isAlive());
            assertThat(building.output()).contains("Successfully tagged " + IMAGE);
        }
    }

    /// What a compose file allows Ingot, as options of `docker run`.
    private static List<String> rights(Stack stack) {
        Map<?, ?> ingot = stack.service("ingot");
        assertThat(ingot.get("read_only")).isEqualTo(true);
        List<String> options = new ArrayList<>(List.of("--read-only"));
        Map.of("tmpfs", "tmpfs", "cap_drop", "cap-drop", "security_opt", "security-opt")
                .forEach((key, option) -> {
                    List<String> values = stack.texts(ingot, key);
                    assertThat(values).as(key).isNotEmpty();
                    values.forEach(value -> options.add("--" + option + "=" + value));
                });
        Path folder = stack.folder().toAbsolutePath().normalize();
        Stream<String> volumes = stack.texts(ingot, "volumes").stream();
        volumes.map(volume -> volume.startsWith("./") ? folder + volume.substring(1) : volume)
                .forEach(volume -> options.add("--volume=" + volume));
        return options;
    }
}
