package dev.ingot.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Dependencies point one way, agent to components to core, and siblings never see each other.
class BoundaryTest {
    private static final Pattern OWN_COMPILE_DEPENDENCY =
            Pattern.compile(
                    "<dependency>\\s*<groupId>dev\\.ingot</groupId>\\s*<artifactId>([^<]*)</artifactId>\\s*</dependency>");

    private static List<Path> componentModules() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String folder : List.of("../receivers", "../exporters")) {
            try (Stream<Path> children = Files.list(Path.of(folder))) {
                children.filter(module -> Files.exists(module.resolve("pom.xml")))
                        .forEach(modules::add);
            }
        }
        return modules;
    }

    private static List<String> ownDependencies(Path module) throws IOException {
        return OWN_COMPILE_DEPENDENCY
                .matcher(Files.readString(module.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void theCoreSeesNoComponent() throws IOException {
        assertThat(ownDependencies(Path.of("../src"))).isEmpty();
    }

    @Test
    void componentsSeeTheCoreOnly() throws IOException {
        assertThat(componentModules())
                .hasSizeGreaterThan(4)
                .allSatisfy(module ->
                        assertThat(ownDependencies(module)).containsExactly("ingot-core"));
    }

    @Test
    void onlyTheComponentItselfIsPublic() {
        var imported =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(place -> !place.contains("-tests.jar"))
                        .importPackages("dev.ingot.receiver", "dev.ingot.exporter");
        assertThat(imported.size()).isGreaterThan(20);
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .haveSimpleNameNotEndingWith("Receiver")
                .and()
                .haveSimpleNameNotEndingWith("Exporter")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(imported);
    }
}
