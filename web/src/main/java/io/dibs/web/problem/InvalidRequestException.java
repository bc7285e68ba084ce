package io.dibs.web.problem;

import java.util.Optional;

/** A request that cannot be accepted as it is; 400. */
public class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** A request that is wrong as a whole. */
    public InvalidRequestException(String detail) {
        this(detail, (Throwable) null);
    }

    /** A request that is wrong as a whole, as another exception says. */
    public InvalidRequestException(String detail, Throwable cause) {
        this(null, detail, cause);
    }

    /** A request of which one parameter or field is wrong. */
    public InvalidRequestException(String field, String detail) {
        this(field, detail, null);
    }

    /** A request of which one parameter or field is wrong, as another exception says. */
    public InvalidRequestException(String field, String detail, Throwable cause) {
        super(detail, cause);
        this.field = field;
    }

    /** The parameter or field that is wrong. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
