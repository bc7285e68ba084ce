package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.dibs.RetryPolicy;
import io.dibs.seal.KeyRing;
import io.dibs.seal.SealException;
import io.dibs.seal.SecretKeys;

class SealedCallsTest {
    private static final StoreSettings.Sealing BOTH =
            new StoreSettings.Sealing(SecretKeys.of("aes-1"), SecretKeys.of("mac-1"), true);

    private final Domain domain = Domain.sealed(BOTH);

    @AfterEach
    void close() {
        domain.close();
    }

    private UUID dispatch() {
        return domain.task("a", "shared:b")
                .arguments("[\"a secret\"]")
                .retry(RetryPolicy.fixed(3, Duration.ZERO))
                .dispatch();
    }

    @Test
    void a_worker_gets_the_arguments_that_redis_has_encrypted() throws SealException {
        UUID id = dispatch();
        assertThat(domain.field(id, "call"))
                .startsWith(Draft.METHOD + "\n\n{\"retry\"")
                .contains("\nsig=2:mac-1:", " aes=aes-1:")
                .doesNotContain("secret");

        Exchange.Claimed claim = domain.worker().claimOne();

        assertThat(claim.open().arguments()).isEqualTo("[\"a secret\"]");
        assertThat(claim.arguments()).startsWith("aes=");
    }

    @Test
    void a_repeated_call_gets_it_too() {
        dispatch();
        Domain.TestWorker worker = domain.worker();
        Exchange.Request request = worker.request(1, List.of());
        worker.send(request);
        Exchange.Claimed again = worker.send(request).claims().get(0);
        assertThatCode(again::open).doesNotThrowAnyException();
    }

    @Test
    void a_resource_that_it_reserves_while_it_runs_breaks_no_seal() {
        UUID id = dispatch();
        Domain.TestWorker worker = domain.worker();
        Exchange.Claimed first = worker.claimOne();
        domain.workers.reserve(id, first.fencingToken(), List.of("c/d \u00e4"));
        worker.exchange(0, List.of(), Domain.outcome(first, Exchange.Ending.ABORTED, "{}"));

        Exchange.Claimed second = worker.claimOne();

        assertThat(second.attempt()).isEqualTo(2);
        assertThatCode(second::open).doesNotThrowAnyException();
        worker.complete(second);
        domain.assertSound();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("another method", "call", replacing(Draft.METHOD, "test.Tasks#evil")),
                Arguments.of("a parent", "call", replacing("\n\n", "\n" + new UUID(1, 2) + "\n")),
                Arguments.of("a retry policy of its own", "call", replacing("\"max\":3", "\"max\":9")),
                Arguments.of("other arguments", "call", replacing("aes=.*", "[\"evil\"]")),
                Arguments.of("no signature", "call", replacing("sig=[^ ]* ", "")),
                Arguments.of("a signature for no reservations", "call", replacing("sig=2:", "sig=0:")),
                Arguments.of("a signature for more reservations", "call", replacing("sig=2:", "sig=3:")),
                Arguments.of("a signature by an unknown key", "call", replacing("mac-1:", "mac-2:")),
                Arguments.of("a signature that is none", "call", replacing("sig=[^ ]* ", "sig=")),
                Arguments.of("another queue", "queue", replacing("default", "other")),
                Arguments.of("another resource", "res", replacing("xa", "xz")),
                Arguments.of("a shared reservation", "res", replacing("xa", "sa")),
                Arguments.of("fewer reservations", "res", replacing("\"xa\",", "")));
    }

    private static UnaryOperator<String> replacing(String what, String by) {
        return text -> text.replaceFirst(what, by);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void a_record_that_was_changed_is_not_opened(String what, String field, UnaryOperator<String> change) {
        UUID id = dispatch();
        Domain.TestWorker worker = domain.worker();
        String before = domain.field(id, field);
        domain.change(id, field, change);
        assertThat(domain.field(id, field)).isNotEqualTo(before);

        Exchange.Claimed claim = worker.claimOne();

        assertThatThrownBy(claim::open).isInstanceOfSatisfying(SealException.class, e -> assertThat(e.isKeyMissing())
                .isFalse());
    }

    @Test
    void a_call_that_is_no_call_ends_no_worker() {
        UUID broken = dispatch();
        UUID sound = domain.task().dispatch();
        domain.change(broken, "call", text -> "nonsense");
        Domain.TestWorker worker = domain.worker();

        List<Exchange.Claimed> claims = worker.claim(10);

        assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(broken, sound);
        assertThat(claims.get(0).name()).isEqualTo("nonsense");
        assertThatThrownBy(claims.get(0)::open).hasMessageContaining("cannot be read");
        assertThatCode(claims.get(1)::open).doesNotThrowAnyException();
    }

    @Test
    void the_record_of_one_task_does_not_fit_another() {
        UUID first = domain.task().arguments("[1]").dispatch();
        UUID second = domain.task().arguments("[2]").dispatch();
        domain.change(second, "call", text -> domain.field(first, "call"));

        List<Exchange.Claimed> claims = domain.worker().claim(2);

        assertThatCode(claims.get(0)::open).doesNotThrowAnyException();
        assertThatThrownBy(claims.get(1)::open).hasMessageContaining("was changed since its dispatch");
    }

    @Test
    void without_signatures_too_arguments_cannot_be_moved_to_another_task_or_method() {
        Domain encrypted = domain.with(new StoreSettings.Sealing(SecretKeys.of("aes-1"), KeyRing.NONE, true));
        UUID first = encrypted.task().arguments("[1]").dispatch();
        UUID second = encrypted.task().arguments("[2]").dispatch();
        domain.change(second, "call", text -> domain.field(first, "call"));
        domain.change(first, "call", replacing(Draft.METHOD, "test.Tasks#evil"));

        assertThat(encrypted.worker().claim(2))
                .allSatisfy(claim -> assertThatThrownBy(claim::open).hasMessageContaining("encrypted"));
    }

    @Test
    void a_record_of_one_domain_does_not_fit_another() {
        NewTask task = domain.task().build();
        try (Domain other = Domain.sealed(BOTH)) {
            StoredCall call = StoredCall.decode(other.redis.seals().call(task));
            assertThatThrownBy(() -> domain.redis.seals().open(task.id().toString(), call, "default", ""))
                    .hasMessageContaining("was changed since its dispatch");
        }
    }

    @Test
    void a_task_that_was_completed_and_set_back_does_not_run_again_in_this_process() {
        UUID id = domain.task().dispatch();
        Map<String, byte[]> before = domain.dump();
        Domain.TestWorker worker = domain.worker();
        worker.complete(worker.claimOne());
        domain.restore(before);

        Exchange.Claimed replayed = domain.worker().claimOne();

        assertThat(replayed.task()).isEqualTo(id);
        assertThatThrownBy(replayed::open).hasMessageContaining("has completed it before");
    }

    @Test
    void what_is_not_signed_runs_only_where_that_is_not_required() {
        Domain unsigned = domain.with(StoreSettings.Sealing.NONE);
        unsigned.task().dispatch();
        Domain tolerant = domain.with(new StoreSettings.Sealing(KeyRing.NONE, SecretKeys.of("mac-1"), false));
        Domain.TestWorker strict = domain.worker();

        Exchange.Request request = strict.request(1, List.of());
        Exchange.Claimed claim = strict.send(request).claims().get(0);
        assertThatThrownBy(claim::open).hasMessageContaining("dibs.signing.required");

        Exchange.Claimed same =
                tolerant.workers.exchange(strict.registration, request).claims().get(0);
        assertThatCode(same::open).doesNotThrowAnyException();
    }

    @Test
    void keys_change_without_a_stop() throws SealException {
        UUID old = dispatch();
        Domain added = domain.with(
                new StoreSettings.Sealing(SecretKeys.of("aes-1", "aes-2"), SecretKeys.of("mac-1", "mac-2"), true));
        Domain first = domain.with(
                new StoreSettings.Sealing(SecretKeys.of("aes-2", "aes-1"), SecretKeys.of("mac-2", "mac-1"), true));
        UUID young = first.task().arguments("[2]").dispatch();
        assertThat(domain.field(young, "call")).contains(":mac-2:", "aes=aes-2:");

        List<Exchange.Claimed> claims = added.worker().claim(2);

        assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(old, young);
        assertThat(claims.get(0).open().arguments()).isEqualTo("[\"a secret\"]");
        assertThat(claims.get(1).open().arguments()).isEqualTo("[2]");
    }

    @Test
    void without_its_key_a_task_says_which_one_it_wants() {
        dispatch();
        Domain later = domain.with(new StoreSettings.Sealing(SecretKeys.of("aes-2"), SecretKeys.of("mac-1"), true));
        assertThatThrownBy(later.worker().claimOne()::open)
                .hasMessage(
                        "It is encrypted with key 'aes-1', which this process does not have; see dibs.encryption.keys.");
    }

    @Test
    void a_call_that_is_kept_for_later_is_sealed_for_what_keeps_it() throws SealException {
        NewTask template = domain.task("a").arguments("[1]").build();
        Seals seals = domain.redis.seals();
        StoredCall call = StoredCall.decode(seals.call("schedule:nightly", template));
        String reservations = Reservations.encode("", template.reservations());

        assertThat(seals.open("schedule:nightly", call, "default", reservations).arguments())
                .isEqualTo("[1]");
        assertThatThrownBy(() -> seals.open("schedule:other", call, "default", reservations))
                .isInstanceOf(SealException.class);
        assertThatThrownBy(() -> seals.open(template.id().toString(), call, "default", reservations))
                .isInstanceOf(SealException.class);
    }
}
