package dev.ingot.agent;

import picocli.CommandLine.IVersionProvider;

/// The version that the jar's manifest names.
final class Version implements IVersionProvider {
    Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "0 (not packaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "ingot " + text(),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }
}
