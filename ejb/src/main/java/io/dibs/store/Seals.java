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
    private static final String UNSIGNED = "It is not signed; see dibs.signing.required.";
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
                throw SealException.broken(UNSIGNED);
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

    /** The signature of other texts than a task's, for a subject; empty if there is no key to sign with. */
    String sign(String subject, List<String> texts) {
        return signatures.areMade() ? signatures.sign(signed(subject, texts)) : "";
    }

    /**
     * Returns if it is the signature of these texts for the subject, or signatures are not verified.
     *
     * @throws SealException if it is not, or if there is none and there has to be one
     */
    void verify(String subject, String signature, List<String> texts) throws SealException {
        if (!signatures.areVerified()) {
            return;
        }
        if (!signature.isEmpty()) {
            signatures.verify(signature, signed(subject, texts));
        } else if (required) {
            throw SealException.broken(UNSIGNED);
        }
    }

    /**
     * Whether a call that was opened, and a signature beside it, are sealed otherwise than they would be now.
     *
     * @param signature of other texts; empty for none
     */
    boolean isOutdated(StoredCall call, String signature) {
        boolean signed = !call.signature().isEmpty() && !signature.isEmpty();
        if (signed && signatures.areVerified() && !signatures.areMade()) {
            return false; // Whoever verifies it elsewhere may want the signature that cannot be made here.
        }
        return !encryption.isCurrent(call.arguments())
                || signatures.areMade()
                        && !(signed
                                && signatures.isCurrent(signature)
                                && signatures.isCurrent(call.signature()
                                        .substring(call.signature().indexOf(':') + 1)));
    }

    private List<String> signed(String subject, List<String> texts) {
        List<String> all = new ArrayList<>(2 + texts.size());
        all.add("dibs kept");
        all.add(of(subject));
        all.addAll(texts);
        return all;
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
