package dev.rheo.api.component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.pf4j.Extension;

/**
 * Registers a class as a component. PF4J's annotation processor writes it to the plugin's {@code META-INF/extensions.idx};
 * a build on JDK 23 or later has to switch annotation processing on ({@code -proc:full}).
 */
@Documented
@Extension
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RheoComponent {
    /** The name used in manifests: lower case letters, digits and hyphens, unique within its kind. */
    String name();

    /** One sentence for listings. */
    String summary();

    /** The defining formula, in one line of Unicode, for example {@code x_t = t x1 + (1 − t) x0}. */
    String formula() default "";

    /** Where the component is defined: paper and equation. */
    String source() default "";
}
