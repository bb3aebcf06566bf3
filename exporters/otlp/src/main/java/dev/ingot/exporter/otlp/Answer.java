package dev.ingot.exporter.otlp;

import java.time.Duration;

/// What became of one attempt to send a request.
sealed interface Answer {
    /// The backend took it.
    ///
    /// @param rejected how many records it refused all the same
    /// @param message what it said about that; may be empty
    record Delivered(long rejected, String message) implements Answer {
        static final Delivered ALL = new Delivered(0, "");
    }

    /// It may work later: the backend is away, busy or overloaded.
    ///
    /// @param after how long the backend asks to be left alone; zero where it does not say
    /// @param reason one word for counters
    /// @param why a sentence for people
    record Later(Duration after, String reason, String why) implements Answer {}

    /// The backend takes no request as large as this.
    record TooLarge(String why) implements Answer {}

    /// It will never work.
    record Refused(String reason, String why) implements Answer {}
}
