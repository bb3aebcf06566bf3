package dev.ingot.exporter.otlp;

import java.time.Duration;
import java.util.Optional;

/// What to make of a gRPC status (https://opentelemetry.io/docs/specs/otlp/#failures).
final class GrpcStatus {
    private static final int CANCELLED = 1;
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int PERMISSION_DENIED = 7;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int ABORTED = 10;
    private static final int OUT_OF_RANGE = 11;
    private static final int UNIMPLEMENTED = 12;
    private static final int UNAVAILABLE = 14;
    private static final int DATA_LOSS = 15;
    private static final int UNAUTHENTICATED = 16;

    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private GrpcStatus() {}

    /// @param details a `google.rpc.Status`, which may hold a `RetryInfo`; empty where there is
    ///   none
    static Answer answer(int status, String message, byte[] details) {
        String why = "it answers " + name(status) + (message.isEmpty() ? "" : ": " + message);
        String reason = "grpc_" + status;
        Optional<Duration> retry = retryInfo(details);
        return switch (status) {
            case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS ->
                    new Answer.Later(retry.orElse(Duration.ZERO), reason, why);
            case RESOURCE_EXHAUSTED -> {
                if (TooLargeWords.in(message)) {
                    yield new Answer.TooLarge(why);
                }
                yield retry.isPresent()
                        ? new Answer.Later(retry.get(), reason, why)
                        : new Answer.Refused(reason, why);
            }
            default -> new Answer.Refused(reason, why + advice(status));
        };
    }

    private static String name(int status) {
        return switch (status) {
            case CANCELLED -> "CANCELLED";
            case 3 -> "INVALID_ARGUMENT";
            case DEADLINE_EXCEEDED -> "DEADLINE_EXCEEDED";
            case PERMISSION_DENIED -> "PERMISSION_DENIED";
            case RESOURCE_EXHAUSTED -> "RESOURCE_EXHAUSTED";
            case ABORTED -> "ABORTED";
            case OUT_OF_RANGE -> "OUT_OF_RANGE";
            case UNIMPLEMENTED -> "UNIMPLEMENTED";
            case 13 -> "INTERNAL";
            case UNAVAILABLE -> "UNAVAILABLE";
            case DATA_LOSS -> "DATA_LOSS";
            case UNAUTHENTICATED -> "UNAUTHENTICATED";
            default -> "gRPC status " + status;
        };
    }

    private static String advice(int status) {
        return switch (status) {
            case UNAUTHENTICATED -> "; check `auth` and `headers`";
            case PERMISSION_DENIED -> "; check the rights of the user in `auth`";
            case UNIMPLEMENTED -> "; the server does not take this kind of signal";
            default -> "";
        };
    }

    /// Status.details (3) holds Any{type_url 1, value 2}; RetryInfo.retry_delay (1) is a Duration.
    private static Optional<Duration> retryInfo(byte[] details) {
        var status = new ProtoReader(details, 0, details.length);
        Optional<Duration> found = Optional.empty();
        while (status.next()) {
            if (status.field() == 3 && found.isEmpty()) {
                found = retryDelay(status.message());
            }
        }
        return found;
    }

    private static Optional<Duration> retryDelay(ProtoReader any) {
        boolean isRetryInfo = false;
        ProtoReader value = null;
        while (any.next()) {
            switch (any.field()) {
                case 1 -> isRetryInfo = any.text().equals(RETRY_INFO);
                case 2 -> value = any.message();
                default -> {} // nothing else is known
            }
        }
        while (isRetryInfo && value != null && value.next()) {
            if (value.field() == 1) {
                return Optional.of(duration(value.message()));
            }
        }
        return Optional.empty();
    }

    private static Duration duration(ProtoReader message) {
        long seconds = 0;
        long nanos = 0;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> seconds = message.number();
                case 2 -> nanos = message.number();
                default -> {} // nothing else is known
            }
        }
        long bounded = Math.clamp(seconds, 0, RetryAfter.LONGEST.toSeconds());
        return RetryAfter.bounded(Duration.ofSeconds(bounded, nanos));
    }
}
