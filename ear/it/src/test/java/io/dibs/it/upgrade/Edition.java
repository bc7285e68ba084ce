package io.dibs.it.upgrade;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

import com.acme.errand.Errands;
import com.acme.errand.ErrandsResource;
import com.acme.errand.Heartbeat;
import com.acme.errand.Retired;

import io.dibs.it.container.ProductEar;

/** The versions of the application: the EAR as it is built, with the plugin {@code com.acme.errand} in the example's place. */
enum Edition {
    OLD("1.0", Retired.class),
    NEW("2.0");

    /** The plugin's name, as its manifest says it. */
    static final String MODULE = "acme-errands";

    private static final List<Class<?>> BOTH = List.of(Errands.class, ErrandsResource.class, Heartbeat.class);

    private final String version;
    private final Class<?>[] more;

    Edition(String version, Class<?>... more) {
        this.version = version;
        this.more = more;
    }

    /** The plugin's version. */
    String version() {
        return version;
    }

    /** The name of the worker that has it, and of a queue that this one alone serves. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Makes the EAR, in this folder. */
    Path write(Path folder) {
        Path file = folder.resolve("errands-" + version + ".ear");
        EnterpriseArchive ear = ProductEar.as(file.getFileName().toString());
        ProductEar.replace(ear, ProductEar.WAR, ProductEar.bareWar(ear).addAsLibrary(plugin()))
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }

    private JavaArchive plugin() {
        return ShrinkWrap.create(JavaArchive.class, MODULE + ".jar")
                .setManifest(new StringAsset("Manifest-Version: 1.0\nImplementation-Title: " + MODULE
                        + "\nImplementation-Version: " + version + "\n"))
                .addClasses(BOTH.toArray(Class<?>[]::new))
                .addClasses(more)
                .addAsManifestResource("acme/beans.xml", "beans.xml");
    }
}
