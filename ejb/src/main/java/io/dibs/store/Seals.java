package io.dibs.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.json.JsonObject;

import io.dibs.Reservation;
import io.dibs.json.Json;
import io.dibs.seal.Encryption;
import io.dibs.seal.SealException;
import io.dibs.seal.Signatures;

/**
 * Protects what is said about tasks from whoever can read or write Redis: arguments, results and errors are encrypted, and
 * all that decides what runs is signed, if there are keys for it. Thread-safe.
 *
 * <p>A call is sealed for one subject: the id of its task. A call that is kept to make tasks of it later is sealed for
 * what keeps it; it is opened, and sealed anew for the id of each task, by whoever makes one: so no signature fits a
 * second id.
 */
final class Seals {
    /** Seals nothing, and opens what is not sealed. */
    static final Seals NONE = new Seals("", StoreSettings.Sealing.NONE);

    static final String ENCRYPTION_KEYS = "dibs.encryption.keys";
    static final String SIGNING_KEYS = "dibs.signing.keys";

    private static final String RESULT = "result";
    private static final String ERROR = "error";
    private static final String PAST_ATTEMPT = "try:";
    /** The one member of an error that is encrypted: for the scripts an error is always an object. */
    private static final String SEALED = "sealed";

    private final String domain;
    private final Encryption encryption;
    private final Signatures signatures;
    private final boolean required;

    Seals(String domain, StoreSettings.Sealing sealing) {
        this.domain = domain;
        encryption = new Encryption(sealing.encryption(), ENCRYPTION_KEYS);
        signatures = new Signatures(sealing.signing(), SIGNING_KEYS);
        required = sealing.required();
    }

    /** Whether signatures are verified. */
    boolean areVerified() {
        return signatures.areVerified();
    }

    /** The call of a task, encoded, sealed for its id. */
    String call(NewTask task) {
        return call(task.id().toString(), task);
    }

    /** The call of a task, encoded, sealed for a subject. */
    String call(String subject, NewTask task) {
        StoredCall call = StoredCall.of(task);
        if (encryption.isOn()) {
            call = call.withArguments(encryption.encrypt(call.arguments(), of(subject), argumentsOf(call)));
        }
        if (signatures.areMade()) {
            int count = task.reservations().size();
            call = call.withSignature(
                    count + ":" + signatures.sign(signed(subject, call, task.queue(), task.reservations())));
        }
        return call.encode();
    }

    /**
     * Opens a call: it has its arguments in clear.
     *
     * @param queue the queue of its task
     * @param reservations those of its task, as they are written now: the task may have got some since, behind the others
     * @throws SealException if it, the queue or the reservations are not as they were when it was sealed for the subject
     */
    StoredCall open(String subject, StoredCall call, String queue, String reservations) throws SealException {
        if (signatures.areVerified()) {
            verify(subject, call, queue, reservations);
        }
        return call.withArguments(encryption.decrypt(call.arguments(), of(subject), argumentsOf(call)));
    }

    private void verify(String subject, StoredCall call, String queue, String reservations) throws SealException {
        if (call.signature().isEmpty()) {
            if (required) {
                throw SealException.broken("It is not signed; see dibs.signing.required.");
            }
            return;
        }
        String signature = call.signature().substring(call.signature().indexOf(':') + 1);
        signatures.verify(signature, signed(subject, call, queue, dispatched(call, reservations)));
    }

    /**
     * The reservations with which a task was dispatched: of a signed one without what it has got since; of another one nobody
     * can tell.
     *
     * @param reservations those of the task, as they are written now
     */
    List<Reservation> dispatched(StoredCall call, String reservations) throws SealException {
        List<Reservation> all = Reservations.decode(reservations);
        if (call.signature().isEmpty()) {
            return all;
        }
        int colon = call.signature().indexOf(':');
        try {
            return all.subList(0, Integer.parseInt(call.signature().substring(0, Math.max(0, colon))));
        } catch (RuntimeException e) { // Whatever it is that somebody has written there.
            throw SealException.broken("It was changed since its dispatch: its signature does not fit.");
        }
    }

    /** All that is signed; the arguments as they are stored. */
    private List<String> signed(String subject, StoredCall call, String queue, List<Reservation> reservations) {
        List<String> texts = new ArrayList<>(7 + reservations.size());
        texts.add("dibs call");
        texts.add(of(subject));
        texts.add(call.name());
        texts.add(call.parent().map(UUID::toString).orElse(""));
        texts.add(call.attributes());
        texts.add(call.arguments());
        texts.add(queue);
        reservations.forEach(each -> texts.add(Reservations.encode(each)));
        return texts;
    }

    private String of(String subject) {
        return domain + ' ' + subject;
    }

    private static String argumentsOf(StoredCall call) {
        return "arguments of " + call.name();
    }

    /** What an execution came to, as it is stored. */
    String value(Exchange.Outcome outcome) {
        if (!encryption.isOn() || outcome.value().isEmpty()) {
            return outcome.value();
        }
        String subject = of(outcome.task().toString());
        return switch (outcome.ending()) {
            case COMPLETED -> encryption.encrypt(outcome.value(), subject, RESULT);
            case FAILED, RETRYABLE -> Json.strings(Map.of(SEALED, encryption.encrypt(outcome.value(), subject, ERROR)));
            case ABORTED, DECLINED, RETURNED -> outcome.value(); // One of a few sentences of our own.
        };
    }

    /** Decrypts what of a task is encrypted, in its place. What cannot be decrypted says why. */
    void open(UUID id, Map<String, String> fields) {
        fields.replaceAll((name, text) -> {
            if (name.equals(RESULT)) {
                return Encryption.isEncrypted(text) ? result(id, text) : text;
            }
            if (name.equals(ERROR)) {
                return text.contains(SEALED) ? error(id, Json.readObject(text)).toString() : text;
            }
            return name.startsWith(PAST_ATTEMPT) && text.contains(SEALED) ? attempt(id, text) : text;
        });
    }

    private String result(UUID id, String text) {
        try {
            return encryption.decrypt(text, of(id.toString()), RESULT);
        } catch (SealException e) {
            return Json.strings(Map.of("unreadable", e.getMessage()));
        }
    }

    private JsonObject error(UUID id, JsonObject error) {
        if (error.size() != 1 || !error.containsKey(SEALED)) {
            return error;
        }
        try {
            return Json.readObject(encryption.decrypt(error.getString(SEALED), of(id.toString()), ERROR));
        } catch (SealException e) {
            return Json.object().add("reason", e.getMessage()).build();
        }
    }

    private String attempt(UUID id, String text) {
        JsonObject attempt = Json.readObject(text);
        var opened = Json.object();
        attempt.forEach(
                (name, value) -> opened.add(name, name.equals(ERROR) ? error(id, value.asJsonObject()) : value));
        return opened.build().toString();
    }
}
