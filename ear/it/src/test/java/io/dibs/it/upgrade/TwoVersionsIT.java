package io.dibs.it.upgrade;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.Timeout;

/**
 * All that is shown with two processes, on the same two: each starts only once more. Any class, and any test, can be run alone;
 * in another order, they have to be started more often.
 */
@Timeout(600)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class TwoVersionsIT {
    private static TwoVersions versions;

    @BeforeAll
    static void prepare() throws Exception {
        versions = new TwoVersions();
    }

    @AfterAll
    static void end() {
        if (versions != null) {
            versions.close();
        }
    }

    @Nested
    @Order(1)
    class Upgrading extends RollingUpgrade {
        Upgrading() {
            super(versions);
        }
    }

    @Nested
    @Order(2)
    class Tracing extends TracedTasks {
        Tracing() {
            super(versions);
        }
    }

    @Nested
    @Order(3)
    class Scheduling extends ScheduledTasks {
        Scheduling() {
            super(versions);
        }
    }

    @Nested
    @Order(4)
    class Telling extends Webhooks {
        Telling() {
            super(versions);
        }
    }

    @Nested
    @Order(5)
    class Correlating extends CorrelatedTasks {
        Correlating() {
            super(versions);
        }
    }
}
