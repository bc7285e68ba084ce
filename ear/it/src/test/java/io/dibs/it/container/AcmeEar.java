package io.dibs.it.container;

import java.io.File;
import java.net.URI;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it is built, with the plugin {@code com.acme} in the place of the example's. */
final class AcmeEar {
    private static final String NAME = "dibs.ear";

    private AcmeEar() {}

    static EnterpriseArchive plain() {
        EnterpriseArchive ear = ProductEar.as(NAME);
        return ProductEar.replace(ear, ProductEar.WAR, war(ear));
    }

    /** With a test that is to run in the container, and the libraries that it is written with. */
    static EnterpriseArchive testedBy(Class<?> test) {
        EnterpriseArchive ear = ProductEar.as(NAME);
        WebArchive war = war(ear).addClasses(test, Outcome.class);
        List.of(Assertions.class, Awaitility.class, Matchers.class).forEach(type -> war.addAsLibrary(jar(type)));
        return ProductEar.replace(ear, ProductEar.WAR, war);
    }

    private static WebArchive war(EnterpriseArchive ear) {
        return ProductEar.bareWar(ear)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "acme-plugin.jar")
                        .addPackages(false, "com.acme", "com.acme.job")
                        .addAsManifestResource("acme/jobs/count.xml", "batch-jobs/count.xml")
                        .addAsManifestResource("acme/jobs/visits.xml", "batch-jobs/visits.xml")
                        .addAsManifestResource("acme/jobs/wait.xml", "batch-jobs/wait.xml")
                        .addAsManifestResource("acme/jobs/halt.xml", "batch-jobs/halt.xml")
                        .addAsManifestResource("acme/beans.xml", "beans.xml")
                        .addAsManifestResource("acme/persistence.xml", "persistence.xml"));
    }

    private static File jar(Class<?> type) {
        return new File(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
