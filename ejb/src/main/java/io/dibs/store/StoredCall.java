package io.dibs.store;

import java.util.Optional;
import java.util.UUID;

/**
 * What of a task never changes and its worker needs, as the store keeps it, in one field: four lines, of which none but the
 * last can have a line break in it. The last has the signature, if there is one, and a blank before the arguments.
 *
 * @param attributes JSON; empty for none
 * @param signature see {@link Seals}; empty for none
 * @param arguments a JSON array, or that encrypted
 */
record StoredCall(String name, Optional<UUID> parent, String attributes, String signature, String arguments) {
    private static final String SIGNED = "sig=";

    static StoredCall of(NewTask task) {
        return new StoredCall(task.name(), task.parent(), task.attributes().encode(), "", task.arguments());
    }

    StoredCall withArguments(String others) {
        return new StoredCall(name, parent, attributes, signature, others);
    }

    StoredCall withSignature(String other) {
        return new StoredCall(name, parent, attributes, other, arguments);
    }

    String encode() {
        return name
                + '\n'
                + parent.map(UUID::toString).orElse("")
                + '\n'
                + attributes
                + '\n'
                + (signature.isEmpty() ? "" : SIGNED + signature + ' ')
                + arguments;
    }

    static StoredCall decode(String text) {
        int name = text.indexOf('\n');
        int parent = text.indexOf('\n', name + 1);
        int attributes = text.indexOf('\n', parent + 1);
        int signature = text.startsWith(SIGNED, attributes + 1) ? text.indexOf(' ', attributes) : attributes;
        return new StoredCall(
                text.substring(0, name),
                parent == name + 1 ? Optional.empty() : Optional.of(UUID.fromString(text.substring(name + 1, parent))),
                text.substring(parent + 1, attributes),
                signature == attributes ? "" : text.substring(attributes + 1 + SIGNED.length(), signature),
                text.substring(signature + 1));
    }

    /** The method of an encoded call, whatever else it has. */
    static String nameIn(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
