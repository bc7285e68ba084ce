package io.dibs.web.problem;

import jakarta.ws.rs.core.Response.Status;

/** What to say of a status when nobody has said more. */
final class StatusText {
    private StatusText() {}

    static String title(int status) {
        Status known = Status.fromStatusCode(status);
        return known == null ? "HTTP " + status : known.getReasonPhrase();
    }

    static String detail(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not take this method; the header Allow lists those that it takes.";
            case 406 -> "What the header Accept asks for cannot be given; this is JSON.";
            case 415 -> "The body must be JSON, and the header Content-Type must say so: application/json.";
            default -> title(status) + ".";
        };
    }
}
