/// English, for most of the leads and for every country without a language of its own here.
extension Languages {
    static let english = Language(
        given: [
            "Maya", "Owen", "Priya", "Liam", "Grace", "Noah", "Aoife", "Ethan", "Zoë", "Marcus", "Hannah", "Dev",
            "Chloe", "Isaac", "Ruby", "Samir", "Nora", "Theo", "Amara", "Finn", "Leila", "Jack", "Imogen", "Rohan",
            "Tess", "Caleb", "Siobhán", "Kofi", "Edith", "Jonah",
        ],
        family: [
            "Bennett", "O'Connor", "Sharma", "Whitaker", "Reyes", "Fletcher", "Nguyen", "Brooks", "Murphy", "Hayes",
            "Castillo", "Doyle", "Patel", "Sinclair", "Okafor", "Walsh", "Griffin", "McAllister", "Iyer", "Dunne",
            "Larsen", "Abbott", "Fitzgerald", "Kapoor", "Hughes", "Marsh", "Delgado", "Byrne", "Stone", "Mensah",
        ],
        openers: [
            "Hi, this is {name}. I saw your ad for the city e-bike, is it still available?",
            "Hello! {name} here. Do you have cargo bikes that fit {n} kids?",
            "Hey, {name} from the spring fair 🙂 You said to text about the test ride.",
            "Good morning, my name is {name}. Could you send me a quote for {n} commuter bikes for our office?",
            "Hi there, {name}. My order {code} has not arrived yet, can you check?",
            "{name} here - a friend gave me this number. Do you do trade-ins?",
        ],
        inbound: [
            "Is {hour} o'clock on Saturday ok for a test ride?", "Great, thanks!", "Perfect, see you then 👍",
            "What would it cost with the bigger battery?", "Could you do ${price}?",
            "Does it come with lights and a lock?", "Sorry, I got stuck in traffic. Can we make it {hour} instead?",
            "I talked it over with my partner and we would like the blue one. How do we pay?",
            "The rear brake squeaks after {n} rides, is that normal?",
            "Just picked it up. Absolutely love it 😍🚲{photo}",
            "Any news about order {code}?", "👍", "Do you ship to the islands?",
            "I measured the hallway: it is 78 cm wide, and the door at the end opens inwards, so I am a little worried "
                + "that the long cargo bike will not go round the corner. Is there a shorter model, or could somebody "
                + "come by and have a look before we decide? We are at home most evenings after six.",
            "Can someone call me back please?", "ok", "How long is the waiting list now?",
            "Is the {n}-year warranty also valid if I buy it used?", "Here is a photo of the old frame{photo}",
            "My daughter says the saddle is too hard 😅 do you have a softer one?",
        ],
        outbound: [
            "Hi {first}, yes, we still have {n} of them in the shop. Would you like to come by for a test ride?",
            "Saturday at {hour} works. Ask for Noor at the desk.",
            "With the bigger battery it comes to ${price}, lights and lock included.",
            "Thanks {first}! Your order is {code}; we will text you when it is ready.",
            "That is normal for the first few rides. Bring it by and we will adjust it for free.",
            "We ship everywhere within {n} days. Want me to set it aside for you?",
            "Good news, {first}: your bike is ready. We are open until {hour} today.",
            "I can offer ${price} if you take it this week.", "You're welcome, enjoy the ride!",
            "Here is the link to pay the deposit: https://bikes.example/pay/{code}",
            "No problem, see you at {hour}.",
            "There is a shorter one, 2.10 m. Somebody can come by on Saturday at {hour}, would that suit you?",
            "Of course, we will call you at {hour}.",
            "About {n} weeks at the moment. Shall I put you on it?",
            "Yes, for {n} years from the first sale.",
            "Thanks, that looks repairable. Bring it by and we will have a look.",
            "We have {n} softer ones to try. Swapping costs nothing.",
        ],
        replies: [1, nil, nil, 2, 7, 2, 10, 9, 4, 8, 6, nil, 5, 11, 12, nil, 13, 14, 15, 16],
        closing: "You're welcome, {first}!")
}
