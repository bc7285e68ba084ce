package io.dibs.worker;

import java.util.Map;

/** The task demands a newer version of a module than this process has. */
final class OldVersionException extends DeclinedException {
    private static final long serialVersionUID = 1L;

    OldVersionException(Map<String, String> demanded, Map<String, String> present) {
        super(sentence(demanded, present));
    }

    static String sentence(Map<String, String> demanded, Map<String, String> present) {
        return "It demands at least " + demanded + ", and this process has " + present + ".";
    }
}
