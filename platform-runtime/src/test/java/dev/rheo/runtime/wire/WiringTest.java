package dev.rheo.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.spi.ExposedBinding;
import com.google.inject.spi.InstanceBinding;
import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.ComponentFailure;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.wire.WireToys.Curious;
import dev.rheo.runtime.wire.WireToys.Gauge;
import dev.rheo.runtime.wire.WireToys.Leaf;
import dev.rheo.runtime.wire.WireToys.Mixture;
import dev.rheo.runtime.wire.WireToys.Parts;
import dev.rheo.runtime.wire.WireToys.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {
    private static final ComponentConfig NONE = new ComponentConfig.None();

    private final Map<String, ComponentEntry> entries = new HashMap<>();
    private final RandomStreams random = new RandomStreams(3);
    private final List<Slot> slots = new ArrayList<>();

    @Test
    void aConstructorGetsItsConfigurationEarlierComponentsAndTheRandomness() {
        one("source", SourceDistribution.class, Leaf.class, new Text("a"));
        one("coupling", Coupling.class, Curious.class, new Text("b"));
        Wiring wiring = wire();
        Curious coupling = (Curious) wiring.get("coupling", Coupling.class);
        assertThat(coupling.config).isEqualTo(new Text("b"));
        assertThat(coupling.source).isSameAs(wiring.get("source", SourceDistribution.class));
        assertThat(((Leaf) coupling.source).text).isEqualTo("a");
        assertThat(coupling.random).isSameAs(random);
    }

    @Test
    void refusesToHandOutWhatComesLater() {
        one("source", SourceDistribution.class, WireToys.Hasty.class, NONE);
        one("coupling", Coupling.class, Curious.class, new Text("b"));
        refused(
                "source",
                "source 'hasty' of plugin toys asks for Coupling, which comes after it or is not part of this"
                        + " experiment",
                "its author may ask for its configuration, RandomStreams, Components, and here for []");
    }

    @Test
    void refusesToHandOutWhatIsNotThere() {
        one("coupling", Coupling.class, Curious.class, new Text("b"));
        refused("coupling", "asks for SourceDistribution, which comes after it or is not part", "here for []");
    }

    @Test
    void refusesAForeignConfiguration() {
        one("source", SourceDistribution.class, WireToys.Nosy.class, new Text("a"));
        refused("source", "asks for Other, which is not its own configuration", "its author may ask for");
    }

    @Test
    void refusesWhatTheHostDoesNotOffer() {
        one("source", SourceDistribution.class, WireToys.Greedy.class, NONE);
        refused("source", "asks for Thread, which the host does not offer", "its author may ask for");
    }

    @Test
    void refusesFieldsQualifiersAndMissingConstructors() {
        one("source", SourceDistribution.class, WireToys.Sly.class, NONE);
        refused("source", "Sly of plugin toys has fields or methods to inject", "to ask for everything there");
        slots.clear();
        one("source", SourceDistribution.class, WireToys.Fussy.class, NONE);
        refused("source", "Fussy of plugin toys has a qualified constructor parameter", "exactly one constructor");
        slots.clear();
        one("source", SourceDistribution.class, WireToys.Shy.class, new Text("a"));
        refused("source", "Shy of plugin toys has no constructor that can be used", "exactly one constructor");
    }

    @Test
    void nestedComponentsOfOneClassKeepTheirOwnConfigurations() {
        one(
                "source",
                SourceDistribution.class,
                Mixture.class,
                new Parts(List.of(source(Leaf.class, new Text("a")), source(Leaf.class, new Text("b")))));
        Mixture mixture = (Mixture) wire().get("source", SourceDistribution.class);
        assertThat(mixture.leaf(0).text).isEqualTo("a");
        assertThat(mixture.leaf(1).text).isEqualTo("b");
    }

    @Test
    void nestedComponentsMayBeEqualAndNestFurther() {
        ComponentRef<SourceDistribution> inner = source(
                Mixture.class,
                new Parts(List.of(source(Leaf.class, new Text("x")), source(Leaf.class, new Text("y")))));
        one(
                "source",
                SourceDistribution.class,
                Mixture.class,
                new Parts(List.of(source(Leaf.class, new Text("x")), source(Leaf.class, new Text("x")), inner)));
        Mixture mixture = (Mixture) wire().get("source", SourceDistribution.class);
        assertThat(mixture.leaf(0)).isNotSameAs(mixture.leaf(1));
        assertThat(((Mixture) mixture.parts.get(2)).leaf(1).text).isEqualTo("y");
    }

    @Test
    void aNestedComponentStandsWhereItsParentStands() {
        one("source", SourceDistribution.class, Mixture.class, new Parts(List.of(source(WireToys.Vain.class, NONE))));
        refused("source.nested0", "source 'vain' of plugin toys asks for SourceDistribution", "here for []");
    }

    @Test
    void singleComponentsAreMadeOnceListedAndNestedOnesEachTime() {
        one("source", SourceDistribution.class, Mixture.class, new Parts(List.of(source(Leaf.class, new Text("a")))));
        one("coupling", Coupling.class, Curious.class, new Text("b"));
        slots.add(new Slot("evaluate.0", metric("c"), false));
        slots.add(new Slot("evaluate.1", metric("d"), false));
        Wiring wiring = wire();
        Mixture source = (Mixture) wiring.get("source", SourceDistribution.class);
        assertThat(wiring.get("source", SourceDistribution.class)).isSameAs(source);
        assertThat(source.parts.get(0)).isNotSameAs(source.again.get(0));
        Gauge first = (Gauge) wiring.get("evaluate.0", Metric.class);
        assertThat(first.text).isEqualTo("c");
        assertThat(((Gauge) wiring.get("evaluate.1", Metric.class)).text).isEqualTo("d");
        assertThat(wiring.get("evaluate.0", Metric.class)).isNotSameAs(first);
        assertThat(wire().get("source", SourceDistribution.class)).isNotSameAs(source);
    }

    @Test
    void componentsAreBoundToClassesAndNeverAsReadyInstances() {
        one("source", SourceDistribution.class, Mixture.class, new Parts(List.of(source(Leaf.class, new Text("a")))));
        one("coupling", Coupling.class, Curious.class, new Text("b"));
        slots.add(new Slot("evaluate.0", metric("c"), false));
        List<Object> instances = new ArrayList<>();
        List<Key<?>> components = new ArrayList<>();
        collect(wire().injector(), instances, components);
        assertThat(components).hasSizeGreaterThanOrEqualTo(8); // key and class of four components
        assertThat(instances)
                .isNotEmpty()
                .allMatch(instance -> instance instanceof ComponentConfig
                        || instance instanceof RandomStreams
                        || instance instanceof Components);
    }

    private static void collect(Injector injector, List<Object> instances, List<Key<?>> components) {
        for (Binding<?> binding : injector.getBindings().values()) {
            Class<?> type = binding.getKey().getTypeLiteral().getRawType();
            if (Component.class.isAssignableFrom(type)) {
                components.add(binding.getKey());
            }
            if (binding instanceof InstanceBinding<?> ready && type != Stage.class) {
                instances.add(ready.getInstance());
            }
            if (binding instanceof ExposedBinding<?> exposed) {
                collect(exposed.getPrivateElements().getInjector(), instances, components);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "coupling"})
    void aThrowingConstructorIsNamedWhoeverAskedForIt(String asked) {
        one("source", SourceDistribution.class, WireToys.Broken.class, NONE);
        one("coupling", Coupling.class, Curious.class, new Text("b"));
        Wiring wiring = wire();
        ComponentFailure failure =
                catchThrowableOfType(ComponentFailure.class, () -> wiring.get(asked, Component.class));
        assertThat(failure.component().name()).isEqualTo("broken");
        assertThat(failure.problem().reason())
                .isEqualTo("the constructor of the source distribution broken (" + WireToys.Broken.class.getName()
                        + ", plugin toys) failed: IllegalStateException: no device");
    }

    @Test
    void onlyWhatAConfigurationRefersToCanBeCreated() {
        ComponentRef<SourceDistribution> stray = source(Leaf.class, new Text("a"));
        one("source", SourceDistribution.class, Leaf.class, new Text("a"));
        Components components = wire().injector().getInstance(Components.class);
        assertThatThrownBy(() -> components.create(stray))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only components that a configuration refers to can be created");
    }

    private void refused(String place, String message, String remedy) {
        WiringException refusal = catchThrowableOfType(WiringException.class, this::wire);
        assertThat(refusal.place()).isEqualTo(place);
        assertThat(refusal).hasMessageContaining(message);
        assertThat(refusal.remedy()).contains(remedy);
    }

    private Wiring wire() {
        return Wiring.of(slots, ref -> entries.get(ref.name()), WiringTest::nested, random);
    }

    private static List<ComponentRef<?>> nested(ComponentConfig config) {
        return config instanceof Parts parts ? List.copyOf(parts.parts()) : List.of();
    }

    private <K extends Component> void one(
            String place, Class<K> kind, Class<? extends K> type, ComponentConfig config) {
        slots.add(new Slot(place, ref(kind, type, config), true));
    }

    private ComponentRef<SourceDistribution> source(Class<? extends SourceDistribution> type, ComponentConfig config) {
        return ref(SourceDistribution.class, type, config);
    }

    private ComponentRef<Metric> metric(String text) {
        return ref(Metric.class, Gauge.class, new Text(text));
    }

    private <K extends Component> ComponentRef<K> ref(Class<K> kind, Class<? extends K> type, ComponentConfig config) {
        String name = type.getAnnotation(RheoComponent.class).name();
        entries.put(name, ToyExperiment.entry(kind, type, config.getClass()));
        return new ComponentRef<>(kind, name, config);
    }
}
