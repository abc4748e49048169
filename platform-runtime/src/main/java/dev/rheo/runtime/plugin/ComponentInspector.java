package dev.rheo.runtime.plugin;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.RheoComponent;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Loads one component class and judges it by reflection. Whatever its code throws becomes a problem of this component alone. */
final class ComponentInspector {
    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9]*|[0-9]+(?=-))(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 64;
    private static final List<String> YAML_WORDS = List.of("true", "false", "null");

    private final List<KindInfo> kinds;
    private final Function<Class<? extends ComponentConfig>, List<String>> schemaProblems;

    /** @param schemaProblems what is wrong with a configuration record, each in one sentence; empty if nothing */
    ComponentInspector(List<KindInfo> kinds, Function<Class<? extends ComponentConfig>, List<String>> schemaProblems) {
        this.kinds = List.copyOf(kinds);
        this.schemaProblems = schemaProblems;
    }

    /** Inspects and initialises {@code className} of the plugin {@code plugin}. */
    ComponentEntry inspect(String className, String plugin, ClassLoader loader) throws PluginRejection {
        try {
            return PluginThread.call(className, loader, () -> inspectHere(className, plugin, loader));
        } catch (PluginRejection e) {
            throw e;
        } catch (ClassNotFoundException e) {
            throw new PluginRejection(
                    PluginCode.CLASS_MISSING,
                    ComponentIndex.FILE + " lists " + className + ", which is not in the plugin",
                    "build the plugin from clean (mvn clean package)");
        } catch (PluginThread.NeverReturned e) {
            throw new PluginRejection(
                    PluginCode.NEVER_RETURNS,
                    "the static initialiser of " + className + " of plugin " + plugin + " " + e.getMessage(),
                    "move what takes time from static fields and blocks into the constructor, or into what it makes");
        } catch (Throwable e) {
            Faults.rethrowIfFatal(e);
            throw new PluginRejection(
                    PluginCode.CLASS_UNUSABLE,
                    className + " cannot be loaded: " + Faults.sayWithRoot(e),
                    "bundle the library that is missing or put it into lib/, and compile with --release 17");
        }
    }

    private ComponentEntry inspectHere(String className, String plugin, ClassLoader loader)
            throws PluginRejection, ClassNotFoundException {
        Class<?> type = Class.forName(className, false, loader);
        if (type.getClassLoader() != loader) {
            throw new PluginRejection(
                    PluginCode.CLASS_MISSING,
                    ComponentIndex.FILE + " lists " + className + ", which belongs to another plugin or the platform",
                    "build the plugin from clean (mvn clean package)");
        }
        RheoComponent annotation = annotation(type);
        checkName(type, annotation.name());
        KindInfo kind = kind(type);
        checkShape(type);
        Class<? extends ComponentConfig> config = config(type, constructor(type));
        initialise(type, loader);
        return new ComponentEntry(
                kind,
                annotation.name(),
                Faults.printable(annotation.summary()),
                Faults.printable(annotation.formula()),
                Faults.printable(annotation.source()),
                type.asSubclass(Component.class),
                config,
                plugin);
    }

    private static RheoComponent annotation(Class<?> type) throws PluginRejection {
        RheoComponent annotation = type.getAnnotation(RheoComponent.class);
        if (annotation == null) {
            throw new PluginRejection(
                    PluginCode.NOT_ANNOTATED,
                    type.getName() + " is listed as a component but not annotated with @RheoComponent",
                    "annotate it with dev.rheo.api.component.RheoComponent (instead of PF4J's @Extension)");
        }
        return annotation;
    }

    private static void checkName(Class<?> type, String name) throws PluginRejection {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches() || YAML_WORDS.contains(name)) {
            throw new PluginRejection(
                    PluginCode.BAD_COMPONENT_NAME,
                    type.getName() + " has the name \"" + Faults.printable(name) + "\", which a manifest cannot use",
                    "use lower case letters, digits and single hyphens, for example minibatch-ot");
        }
    }

    private KindInfo kind(Class<?> type) throws PluginRejection {
        List<KindInfo> implemented = kinds.stream()
                .filter(kind -> kind.type().isAssignableFrom(type))
                .toList();
        if (implemented.size() == 1) {
            return implemented.get(0);
        }
        String names =
                String.join(", ", implemented.stream().map(KindInfo::name).toList());
        throw new PluginRejection(
                PluginCode.WRONG_KIND,
                type.getName()
                        + (implemented.isEmpty()
                                ? " implements no component kind"
                                : " implements " + implemented.size() + " kinds: " + names),
                implemented.isEmpty()
                        ? "implement the interface of one kind: "
                                + String.join(
                                        ", ", kinds.stream().map(KindInfo::name).toList())
                        : "make it one class per kind");
    }

    private static void checkShape(Class<?> type) throws PluginRejection {
        int modifiers = type.getModifiers();
        String fault = "";
        if (type.isInterface() || type.isAnnotation() || type.isEnum()) {
            fault = "is not a class";
        } else if (Modifier.isAbstract(modifiers)) {
            fault = "is abstract";
        } else if (type.isLocalClass() || type.isAnonymousClass()) {
            fault = "is a local class";
        } else if (Modifier.isPrivate(modifiers) || Modifier.isProtected(modifiers)) {
            fault = "is private or protected";
        } else if (type.isMemberClass() && !Modifier.isStatic(modifiers)) {
            fault = "is an inner class that needs an outer instance";
        } else if (!Modifier.isFinal(modifiers)) {
            fault = "is not final";
        }
        if (!fault.isEmpty()) {
            throw new PluginRejection(
                    PluginCode.CLASS_SHAPE,
                    type.getName() + " " + fault,
                    "make it a final class, public or package-private, at top level or static");
        }
    }

    private static Constructor<?> constructor(Class<?> type) throws PluginRejection {
        List<Constructor<?>> injectable = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(Inject.class))
                .toList();
        if (injectable.size() != 1) {
            throw new PluginRejection(
                    PluginCode.CONSTRUCTOR_SHAPE,
                    type.getName() + " has "
                            + (injectable.isEmpty() ? "no constructor" : injectable.size() + " constructors")
                            + " annotated with jakarta.inject.Inject",
                    "annotate exactly one constructor with jakarta.inject.Inject (not javax.inject, not Guice's)");
        }
        return injectable.get(0);
    }

    private Class<? extends ComponentConfig> config(Class<?> type, Constructor<?> constructor) throws PluginRejection {
        List<Class<?>> configs = Arrays.stream(constructor.getParameterTypes())
                .filter(ComponentConfig.class::isAssignableFrom)
                .distinct()
                .toList();
        if (configs.isEmpty()) {
            return ComponentConfig.None.class;
        }
        if (configs.size() > 1) {
            throw badConfig(type, "takes " + configs.size() + " configurations");
        }
        Class<? extends ComponentConfig> config = configs.get(0).asSubclass(ComponentConfig.class);
        if (!config.isRecord()) {
            throw badConfig(type, "takes the configuration " + config.getSimpleName() + ", which is not a record");
        }
        List<String> problems = schemaProblems.apply(config);
        if (!problems.isEmpty()) {
            throw badConfig(type, "has a configuration record that cannot be used: " + String.join("; ", problems));
        }
        return config;
    }

    private static PluginRejection badConfig(Class<?> type, String fault) {
        return new PluginRejection(
                PluginCode.CONFIG_SHAPE,
                Faults.printable(type.getName() + " " + fault),
                "take one record that implements ComponentConfig, every component of it annotated with @Option");
    }

    private static void initialise(Class<?> type, ClassLoader loader) throws PluginRejection {
        try {
            Class.forName(type.getName(), true, loader);
        } catch (Throwable e) {
            Faults.rethrowIfFatal(e);
            throw new PluginRejection(
                    PluginCode.STATIC_INITIALISER_FAILED,
                    "the static initialiser of " + type.getName() + " failed: "
                            + Faults.sayWithRoot(
                                    e instanceof ExceptionInInitializerError && e.getCause() != null
                                            ? e.getCause()
                                            : e),
                    "move what can fail from static fields and blocks into the constructor");
        }
    }
}
