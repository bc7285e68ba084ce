package io.dibs.it.container;

import static io.dibs.it.container.Outcome.completed;
import static io.dibs.it.container.Outcome.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonValue;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

import com.acme.Greetings;
import com.acme.Journal;
import com.acme.Order;
import com.acme.Orders;
import com.acme.PaperCup;
import com.acme.Reception;
import com.acme.Shipping;
import com.acme.Sums;
import com.acme.Teller;

import io.dibs.DibsStatus;
import io.dibs.Resources;
import io.dibs.TaskDispatcher;
import io.dibs.TaskHandle;
import io.dibs.Tasks;
import io.dibs.Workers;

/** What can be injected, and what can be a task. */
@ArquillianTest
class TaskMethodsIT {
    @Inject
    private TaskDispatcher dispatcher;

    @Inject
    private Tasks tasks;

    @Inject
    private Workers workers;

    @Inject
    private Resources resources;

    @Inject
    private DibsStatus status;

    @Inject
    private Journal journal;

    @Deployment
    static EnterpriseArchive application() {
        return AcmeEar.testedBy(TaskMethodsIT.class);
    }

    @Test
    void the_api_can_be_injected() {
        assertThat(status.isConnected()).isTrue();
        assertThat(status.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(workers.list()).singleElement().satisfies(worker -> {
            assertThat(worker.online()).isTrue();
            assertThat(worker.slots()).isEqualTo(4);
            assertThat(worker.queues()).containsExactly("*");
            assertThat(workers.find(worker.name())).isPresent();
        });
        assertThat(resources.line("wanted by nobody", 10).holders()).isEmpty();
        assertThat(tasks.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_method_of_an_application_scoped_bean_runs() throws Exception {
        TaskHandle task = dispatcher.enqueueWithReservation(Greetings::greet, List.of("greetings"), "world");
        assertThat(result(task)).isEqualTo(Json.createValue("Hello, world!"));
        assertThat(task.get().name()).isEqualTo("com.acme.Greetings#greet");
    }

    @Test
    void a_dependent_bean_is_destroyed_after_its_task() throws Exception {
        completed(dispatcher.task(PaperCup::fill, "tea").dispatch());
        completed(dispatcher.task(PaperCup::fill, "milk").dispatch());
        assertThat(journal.entries())
                .containsExactly("filled with tea", "threw away tea", "filled with milk", "threw away milk");
    }

    @Test
    void a_request_scoped_bean_is_new_for_each_task_and_one_within_it() throws Exception {
        List<TaskHandle> handles = new ArrayList<>();
        // More than there are threads, so that threads are used again.
        for (int i = 0; i < 12; i++) {
            handles.add(dispatcher.task(Reception::askTwice).dispatch());
        }
        Set<JsonValue> visits = new HashSet<>();
        for (TaskHandle handle : handles) {
            List<JsonValue> ids = result(handle).asJsonArray();
            assertThat(ids).hasSize(2);
            assertThat(ids.get(0)).isEqualTo(ids.get(1));
            visits.add(ids.get(0));
        }
        assertThat(visits).hasSize(handles.size());
    }

    @Test
    void a_static_method_runs() throws Exception {
        assertThat(result(dispatcher.task(Sums::add, 40L, 2L).dispatch())).isEqualTo(Json.createValue(42));
    }

    @Test
    void a_method_of_a_stateless_ejb_runs_in_the_transaction_that_it_has() throws Exception {
        assertThat(result(dispatcher.task(Teller::hasTransaction).dispatch())).isEqualTo(JsonValue.TRUE);
    }

    @Test
    void a_method_runs_by_its_name_alone() throws Exception {
        TaskHandle task = dispatcher.task("com.acme.Sums#add", 1, 2).dispatch();
        assertThat(result(task)).isEqualTo(Json.createValue(3));
    }

    @Test
    void arguments_arrive_as_their_declared_types_and_a_record_comes_back() throws Exception {
        Order order = new Order("Ada", List.of(new Order.Item("loom", 2, new BigDecimal("9.90"))));
        List<Map<String, Instant>> legs = List.of(Map.of("sent", Instant.parse("2026-01-02T03:04:05Z")));
        UUID parcel = UUID.fromString("00000000-0000-4000-8000-000000000001");
        TaskHandle task = dispatcher
                .task(Orders::place, order, legs, Optional.of("ring twice"), Shipping.EXPRESS, parcel)
                .dispatch();
        assertThat(result(task)).isEqualTo(json("""
                {"order": {"customer": "Ada", "items": [{"article": "loom", "count": 2, "price": 9.90}]},
                 "legs": [{"sent": "2026-01-02T03:04:05Z"}],
                 "note": "ring twice",
                 "shipping": "EXPRESS",
                 "parcel": "00000000-0000-4000-8000-000000000001"}"""));
    }

    private static JsonValue json(String text) {
        return Json.createReader(new StringReader(text)).readValue();
    }
}
