package io.dibs.web.security;

import java.util.List;

/** Settings with which Dibs would be open, or closed to all; one sentence for each mistake. */
public class InsecureSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InsecureSettingsException(List<String> mistakes) {
        super(String.join(" ", mistakes));
    }
}
