package dev.ingot.agent;

import java.util.regex.Pattern;

/// A component's id: its type, and a name where there are several of the type, as in
/// `otlp_http/mimir`.
record ComponentId(String type, String name) {
    // The collector's rules (component/identifiable.go).
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z][0-9a-zA-Z_]{0,62}");
    private static final Pattern NAME = Pattern.compile("[^\\pZ\\pC\\pS]{0,1024}");

    /// Splits at the first slash; blanks around it do not count.
    static ComponentId of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new ComponentId(text.strip(), "")
                : new ComponentId(
                        text.substring(0, slash).strip(), text.substring(slash + 1).strip());
    }

    /// Whether it has the form of an id: a type, and a name where there is a slash.
    static boolean isId(String text) {
        ComponentId id = of(text);
        boolean named = text.indexOf('/') < 0 || !id.name.isEmpty();
        return named && TYPE.matcher(id.type).matches() && NAME.matcher(id.name).matches();
    }

    @Override
    public String toString() {
        return name.isEmpty() ? type : type + "/" + name;
    }
}
