package io.dibs.config;

import java.util.List;

import io.dibs.DibsException;

/** Settings are wrong. The message has one sentence for each mistake. */
public class InvalidSettingsException extends DibsException {
    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> mistakes) {
        super("Dibs cannot start. " + String.join(" ", mistakes));
    }
}
