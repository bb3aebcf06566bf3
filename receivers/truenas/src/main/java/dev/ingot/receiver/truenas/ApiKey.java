package dev.ingot.receiver.truenas;

import dev.ingot.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An API key: written in the configuration, or in a file of its own that is read at every login,
/// so that a new key needs no restart.
///
/// @param file empty where the key is in the configuration
record ApiKey(Secret text, String file) {
    private static final int MAX_BYTES = 4096;

    boolean isSet() {
        return !text.isEmpty() || !file.isEmpty();
    }

    /// @throws ApiException.Refused where the file cannot be read, or is no key
    Secret read() throws ApiException {
        if (file.isEmpty()) {
            return text;
        }
        Path path = Path.of(file);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new ApiException.Refused(
                        "cannot read api_key_file " + file + ": it is too long for a key");
            }
            return Secret.of(Files.readString(path).strip());
        } catch (ApiException said) {
            throw said;
        } catch (IOException unreadable) {
            throw new ApiException.Refused(
                    "cannot read api_key_file " + file + ": " + unreadable.getMessage());
        }
    }
}
