package io.dibs.store;

import java.util.Optional;
import java.util.UUID;

/**
 * What of a task never changes and its worker needs, as the store keeps it, in one field: four lines, of which none but the
 * last can have a line break in it.
 *
 * @param attributes JSON; empty for none
 * @param arguments a JSON array
 */
record StoredCall(String name, Optional<UUID> parent, String attributes, String arguments) {
    static StoredCall of(NewTask task) {
        return new StoredCall(task.name(), task.parent(), task.attributes().encode(), task.arguments());
    }

    String encode() {
        return name + '\n' + parent.map(UUID::toString).orElse("") + '\n' + attributes + '\n' + arguments;
    }

    static StoredCall decode(String text) {
        int name = text.indexOf('\n');
        int parent = text.indexOf('\n', name + 1);
        int attributes = text.indexOf('\n', parent + 1);
        return new StoredCall(
                text.substring(0, name),
                parent == name + 1 ? Optional.empty() : Optional.of(UUID.fromString(text.substring(name + 1, parent))),
                text.substring(parent + 1, attributes),
                text.substring(attributes + 1));
    }

    /** Whether an encoded call is of that method. */
    static boolean isOf(String name, String text) {
        return text.length() > name.length() && text.charAt(name.length()) == '\n' && text.startsWith(name);
    }
}
