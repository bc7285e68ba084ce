package io.dibs.it;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard in a browser, as people use it. Skipped where there is no Chromium; {@code .ci/run} installs it. All that it
 * implements are tests, of one server and one browser.
 */
@Timeout(300)
class DashboardIT
        implements DashboardTasks,
                DashboardControls,
                DashboardBulk,
                DashboardPeople,
                DashboardKeyboard,
                DashboardLive,
                DashboardLooks {
    @TempDir
    static Path folder;

    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws Exception {
        dashboard = Dashboard.start(folder);
    }

    @AfterAll
    static void stop() {
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @AfterEach
    void leave() throws Exception {
        dashboard.leave();
    }

    @Override
    public Dashboard dashboard() {
        return dashboard;
    }
}
