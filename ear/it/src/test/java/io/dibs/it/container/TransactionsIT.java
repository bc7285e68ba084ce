package io.dibs.it.container;

import static io.dibs.it.container.Outcome.completed;
import static io.dibs.it.container.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

import com.acme.Ledger;

import io.dibs.TaskDispatcher;
import io.dibs.TaskHandle;

/** Task bodies with Jakarta Transactions and Jakarta Persistence. */
@ArquillianTest
class TransactionsIT {
    @Inject
    private TaskDispatcher dispatcher;

    @Inject
    private Ledger ledger;

    @Deployment
    static EnterpriseArchive application() {
        return AcmeEar.testedBy(TransactionsIT.class);
    }

    @Test
    void what_a_task_committed_is_there_when_it_is_completed() throws Exception {
        completed(dispatcher.task(Ledger::write, "one cow").dispatch());
        assertThat(ledger.read()).contains("one cow");
    }

    @Test
    void a_runtime_exception_rolls_back_and_fails_the_task() throws Exception {
        TaskHandle task = dispatcher.task(Ledger::writeAndFail, "no cow").dispatch();
        assertThat(failure(task)).isEqualTo("The ledger is full.");
        assertThat(ledger.read()).doesNotContain("no cow");
    }

    @Test
    void threads_whose_transaction_was_rolled_back_have_sound_ones_afterwards() throws Exception {
        List<TaskHandle> failing = new ArrayList<>();
        List<TaskHandle> writing = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            failing.add(dispatcher.task(Ledger::writeAndFail, "no sheep " + i).dispatch());
            writing.add(dispatcher.task(Ledger::write, "sheep " + i).dispatch());
            written.add("sheep " + i);
        }
        for (TaskHandle task : failing) {
            assertThat(failure(task)).isEqualTo("The ledger is full.");
        }
        for (TaskHandle task : writing) {
            completed(task);
        }
        assertThat(ledger.read()).filteredOn(line -> line.contains("sheep")).containsExactlyElementsOf(written);
    }
}
