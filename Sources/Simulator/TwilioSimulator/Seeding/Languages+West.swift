/// Languages in Latin letters. Their accents decide between GSM-7 and UCS-2: Portuguese and Polish mostly need the
/// latter, German and Italian mostly do not.
extension Languages {
    static let portuguese = Language(
        given: ["João", "Beatriz", "Antônio", "Larissa", "Thiago", "Conceição", "Rafael", "Inês", "Caio", "Helena"],
        family: ["Souza", "Araújo", "Gonçalves", "Magalhães", "Ribeiro", "Moraes", "Leitão", "Vasconcelos", "Brandão"],
        openers: [
            "Oi, aqui é {name}. Vi o anúncio da bicicleta elétrica, ainda está disponível?",
            "Bom dia! Meu nome é {name}, vocês têm bike de carga para {n} crianças?",
            "Olá, {name} aqui. Meu pedido {code} ainda não chegou 😕",
        ],
        inbound: [
            "Posso passar aí sábado às {hour}h?", "Obrigado! 🙏", "Quanto fica com a bateria maior?", "Beleza, até lá!",
            "Vocês parcelam em {n} vezes?", "Conversei com minha mãe e vamos querer a azul.",
            "Não consegui ligar, podem me retornar?", "Tem previsão do pedido {code}?",
            "A corrente está fazendo um barulho estranho depois de {n} dias. É normal?",
        ],
        outbound: [
            "Oi {first}, temos sim! Quer agendar um test ride?", "Sábado às {hour}h está ótimo.",
            "Com a bateria maior fica R$ {price}, já com a trava.", "Seu pedido é o {code}. Avisamos assim que chegar.",
            "Pode trazer que ajustamos sem custo, {first}.",
            "Sim, em até {n} vezes sem juros.",
            "Claro, ligamos às {hour}h.",
            "Chega em {n} dias, {first}.",
        ],
        replies: [1, nil, 2, nil, 5, 3, 6, 7, 4],
        closing: "Imagina, {first}! Abraço.")

    static let spanish = Language(
        given: ["Lucía", "Íñigo", "Martín", "Begoña", "Ángel", "Ximena", "Joaquín", "Nuria", "Andrés", "Belén"],
        family: ["Muñoz", "Ibáñez", "Peña", "Gutiérrez", "Zúñiga", "Ordóñez", "Castaño", "Vázquez", "Lozano"],
        openers: [
            "Hola, soy {name}. ¿Sigue disponible la bici eléctrica del anuncio?",
            "Buenas tardes, me llamo {name}. ¿Hacen presupuestos para {n} bicicletas de empresa?",
            "¡Hola! {name} por aquí, un amigo me dio este número.",
        ],
        inbound: [
            "¿Podría probarla el sábado a las {hour}?", "¡Genial, gracias!", "¿Cuánto costaría con la batería grande?",
            "Lo hablo con mi mujer y les digo mañana.", "¿Me lo dejan en {price} €?", "Vale, hasta luego 👋",
            "¿Hay novedades del pedido {code}?", "El freno trasero chirría desde hace {n} días, ¿es normal?",
        ],
        outbound: [
            "Hola {first}, sí, nos quedan {n}. ¿Quiere pasar a probarla?", "El sábado a las {hour} perfecto.",
            "Con la batería grande son {price} €, candado incluido.", "Gracias, {first}. Su pedido es el {code}.",
            "Tráigala y se la ajustamos sin coste.",
            "Podemos dejarla en {price} €.",
            "Llega en {n} días.",
        ],
        replies: [1, nil, 2, nil, 5, nil, 6, 4],
        closing: "De nada, {first}.")

    static let french = Language(
        given: ["Chloé", "Jérôme", "Anaïs", "François", "Maëlle", "Théo", "Zoé", "Benoît", "Noémie", "Loïc"],
        family: ["Lefèvre", "Bénard", "Dupré", "Lacroix", "Marchand", "Perrot", "Châtelain", "Hébert", "Roussel"],
        openers: [
            "Bonjour, je suis {name}. Le vélo électrique de l’annonce est-il encore disponible ?",
            "Bonsoir, {name} à l’appareil. Avez-vous un vélo cargo pour {n} enfants ?",
            "Bonjour, c’est {name}, ma commande {code} n’est pas arrivée.",
        ],
        inbound: [
            "Samedi à {hour} h, ça irait pour un essai ?", "Parfait, merci beaucoup !", "Je préfère le bleu 😊",
            "Combien avec la grande batterie ?", "Vous pourriez faire {price} € ?",
            "Le frein arrière couine depuis {n} jours, c’est normal ?", "Des nouvelles de la commande {code} ?",
        ],
        outbound: [
            "Bonjour {first}, oui, il nous en reste {n}. Souhaitez-vous l’essayer ?", "Samedi à {hour} h, c’est noté.",
            "Avec la grande batterie, {price} €, antivol compris.", "Merci {first}, votre numéro de commande : {code}.",
            "Passez à l’atelier, le réglage est offert.",
            "D’accord pour {price} €.",
            "Elle arrive dans {n} jours.",
        ],
        replies: [1, nil, 3, 2, 5, 4, 6],
        closing: "Avec plaisir, {first} !",
        stop: "ARRET")

    static let german = Language(
        given: ["Jürgen", "Käthe", "Björn", "Annelie", "Matthias", "Sören", "Ursula", "Lukas", "Frauke", "Jörg"],
        family: ["Müller", "Größmann", "Schäfer", "Weiß", "Köhler", "Jäger", "Böttcher", "Petersen", "Strauß"],
        openers: [
            "Guten Tag, hier ist {name}. Ist das E-Bike aus der Anzeige noch zu haben?",
            "Hallo, mein Name ist {name}. Haben Sie ein Lastenrad für {n} Kinder?",
            "Moin, {name} hier. Meine Bestellung {code} ist noch nicht da.",
        ],
        inbound: [
            "Passt Samstag um {hour} Uhr für eine Probefahrt?", "Super, vielen Dank!", "Alles klar, bis dann 👍",
            "Was kostet es mit dem großen Akku?", "Würden Sie es für {price} € abgeben?",
            "Die Hinterradbremse quietscht nach {n} Fahrten, ist das normal?", "Gibt es etwas Neues zu {code}?",
            "Können Sie mich bitte zurückrufen?",
        ],
        outbound: [
            "Hallo {first}, ja, wir haben noch {n} Stück. Möchten Sie Probe fahren?",
            "Samstag um {hour} Uhr passt gut.",
            "Mit dem großen Akku sind es {price} €, Schloss inklusive.",
            "Danke, {first}! Ihre Bestellnummer ist {code}.",
            "Kommen Sie vorbei, wir stellen das kostenlos ein.",
            "Für {price} € gehört es Ihnen.",
            "Die Lieferung kommt in {n} Tagen.",
            "Gern, wir rufen um {hour} Uhr an.",
        ],
        replies: [1, nil, nil, 2, 5, 4, 6, 7],
        closing: "Gern geschehen, {first}!")

    static let italian = Language(
        given: ["Nicolò", "Giulia", "Dalia", "Matteo", "Chiara", "Niccolò", "Elisa", "Davide"],
        family: ["D’Amico", "Cantù", "Forlì", "Bianchi", "Esposito", "Nardò", "Gallo", "De Santis"],
        openers: [
            "Buongiorno, sono {name}. La bici elettrica è ancora disponibile?",
            "Salve, mi chiamo {name}, fate preventivi per {n} bici aziendali?",
        ],
        inbound: [
            "Va bene sabato alle {hour}?", "Perfetto, grazie!", "Quanto viene con la batteria grande?",
            "Fareste {price} €?", "Ci sono novità sull’ordine {code}?", "Il freno cigola da {n} giorni, è normale?",
        ],
        outbound: [
            "Ciao {first}, sì, ne abbiamo ancora {n}. Vuole provarla?", "Sabato alle {hour} va benissimo.",
            "Con la batteria grande {price} €, lucchetto incluso.", "Grazie {first}, il suo ordine è {code}.",
            "Va bene, {price} €.",
            "Arriva tra {n} giorni.",
            "Passi in officina, la regolazione è gratuita.",
        ],
        replies: [1, nil, 2, 4, 5, 6],
        closing: "Prego, {first}!")

    static let dutch = Language(
        given: ["Daniël", "Sanne", "Joris", "Anouk", "Coen", "Zoë", "Maaike", "Thijs"],
        family: ["de Vries", "van den Berg", "Jansen", "IJzerman", "Kuijpers", "van ’t Hof", "Smit", "Dijkstra"],
        openers: [
            "Hoi, met {name}. Is de elektrische fiets nog te koop?",
            "Goedemiddag, {name} hier. Hebben jullie een bakfiets voor {n} kinderen?",
        ],
        inbound: [
            "Kan ik zaterdag om {hour} uur langskomen?", "Top, bedankt!", "Wat kost hij met de grote accu?",
            "Kan het voor € {price}?", "Al nieuws over bestelling {code}?", "Prima, tot dan 👋",
        ],
        outbound: [
            "Hoi {first}, ja hoor, nog {n} op voorraad. Proefrit maken?", "Zaterdag {hour} uur is goed.",
            "Met de grote accu € {price}, slot inbegrepen.", "Bedankt {first}, je bestelnummer is {code}.",
            "Vooruit, € {price}.",
            "Over {n} dagen is hij er.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "Graag gedaan, {first}!")

    static let swedish = Language(
        given: ["Åsa", "Göran", "Märta", "Björn", "Linnéa", "Håkan", "Saga", "Örjan"],
        family: ["Öberg", "Lindström", "Åkesson", "Sjöberg", "Nyström", "Hällgren", "Ek", "Norén"],
        openers: [
            "Hej, {name} här. Finns elcykeln kvar?", "God kväll! Jag heter {name}, har ni lådcykel för {n} barn?",
        ],
        inbound: [
            "Funkar lördag kl {hour}?", "Toppen, tack!", "Vad kostar den med större batteri?", "Går {price} kr?",
            "Har ni hört något om order {code}?", "Bakbromsen gnisslar efter {n} turer 🤔",
        ],
        outbound: [
            "Hej {first}, ja, vi har {n} kvar. Vill du provcykla?", "Lördag kl {hour} går bra.",
            "Med större batteri {price} kr, lås ingår.", "Tack {first}! Ditt ordernummer är {code}.",
            "{price} kr går bra.",
            "Den kommer om {n} dagar.",
            "Kom förbi, vi justerar den gratis.",
        ],
        replies: [1, nil, 2, 4, 5, 6],
        closing: "Tack själv, {first}!")

    static let polish = Language(
        given: ["Łukasz", "Małgorzata", "Paweł", "Żaneta", "Wojciech", "Agnieszka", "Zdzisław", "Bożena"],
        family: ["Dąbek", "Wójcik", "Zając", "Jabłoń", "Gołąb", "Śliwa", "Król", "Źrebiec"],
        openers: [
            "Dzień dobry, nazywam się {name}. Czy rower elektryczny jest jeszcze dostępny?",
            "Cześć, tu {name}. Zamówienie {code} jeszcze nie dotarło.",
        ],
        inbound: [
            "Czy sobota o {hour} pasuje?", "Świetnie, dziękuję!", "Ile kosztuje z większą baterią?",
            "Zejdziecie do {price} zł?", "Hamulec piszczy od {n} dni, to normalne?", "Jest coś wiadomo o {code}?",
        ],
        outbound: [
            "Dzień dobry {first}, tak, mamy jeszcze {n}. Zapraszamy na jazdę próbną!", "Sobota {hour} jest w porządku.",
            "Z większą baterią {price} zł, zamek w cenie.", "Dziękujemy {first}, numer zamówienia: {code}.",
            "Niech będzie {price} zł.",
            "Będzie za {n} dni.",
            "Proszę przywieźć, wyregulujemy za darmo.",
        ],
        replies: [1, nil, 2, 4, 6, 5],
        closing: "Proszę bardzo, {first}!")
}
