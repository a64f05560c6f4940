package sitting

// State is where a sit stands.
type State int

// The states. Beneath is no state of its own: it stands in the table for the
// state that Asking was laid over.
const (
	Preparing State = iota
	Sitting
	Paused
	Grounding
	Asking
	Away
	Closing
	Reflecting
	Done
	Interrupted
	Beneath
)

var stateNames = [...]string{
	"Preparing", "Sitting", "Paused", "Grounding", "Asking", "Away",
	"Closing", "Reflecting", "Done", "Interrupted", "what lay beneath",
}

// String returns the state's name.
func (s State) String() string { return stateNames[s] }

// Over reports whether the sit has come to its end, however it came.
func (s State) Over() bool { return s >= Closing && s <= Interrupted }

// Event is what can happen to a sit.
type Event int

// The events: the first are time's own, the others a person's or a signal's.
const (
	Begin      Event = iota // the countdown is over
	Bell                    // the length is reached
	Rung                    // the closing bell has faded
	AskIdle                 // 20 s without an answer to "end here?"
	PauseIdle               // 60 min paused
	GroundIdle              // 5 min on the ground screen without a choice
	AwayIdle                // 10 min without an answer about a gap
	Gap                     // more than 30 s of the sit went by unseen
	Pause
	GoOn
	Ground
	Gently    // ground: go on with light guidance
	BellsOnly // ground: go on with bells only
	Enough    // ground: enough for today
	Ask       // end?
	Confirm   // end and keep
	Cancel    // go on
	Finish    // an open sit, ended by hand
	Count     // the gap counts
	LeaveOut  // the gap is left out
	EndHere   // the sit ended where it was left
	Leave     // out of Preparing, the ring-out or the reflection
	Signal    // a signal, a closed terminal
)

var eventNames = [...]string{
	"begin", "bell", "rung", "20 s", "60 min", "5 min", "10 min", "gap",
	"pause", "go on", "ground", "go on gently", "bells only", "enough",
	"ask", "end and keep", "cancel", "finish", "count", "leave out",
	"end here", "leave", "signal",
}

// String returns the event's name.
func (e Event) String() string { return eventNames[e] }

// Transition is one row of the state machine.
type Transition struct {
	From State
	On   Event
	To   State
}

// Table returns every transition there is. What is not in it cannot happen.
func Table() []Transition {
	return []Transition{
		{Preparing, Begin, Sitting},
		{Preparing, Ground, Grounding},
		{Preparing, Leave, Done},
		{Preparing, Signal, Interrupted},

		{Sitting, Pause, Paused},
		{Sitting, Ground, Grounding},
		{Sitting, Ask, Asking},
		{Sitting, Gap, Away},
		{Sitting, Bell, Closing},
		{Sitting, Finish, Closing},
		{Sitting, Signal, Interrupted},

		{Paused, GoOn, Sitting},
		{Paused, Ground, Grounding},
		{Paused, Ask, Asking},
		{Paused, PauseIdle, Reflecting},
		{Paused, Signal, Interrupted},

		{Grounding, Gently, Sitting},
		{Grounding, BellsOnly, Sitting},
		{Grounding, Enough, Reflecting},
		{Grounding, GroundIdle, Reflecting},
		{Grounding, Ask, Asking},
		{Grounding, Signal, Interrupted},

		{Asking, Confirm, Reflecting},
		{Asking, Cancel, Beneath},
		{Asking, AskIdle, Beneath},
		{Asking, Ground, Grounding},
		{Asking, Gap, Away},
		{Asking, Bell, Closing},
		{Asking, Finish, Closing},
		{Asking, PauseIdle, Reflecting},
		{Asking, GroundIdle, Reflecting},
		{Asking, Signal, Interrupted},

		{Away, Count, Sitting},
		{Away, LeaveOut, Sitting},
		{Away, AwayIdle, Paused},
		{Away, EndHere, Reflecting},
		{Away, Ground, Grounding},
		{Away, Signal, Interrupted},

		{Closing, Rung, Reflecting},
		{Closing, Leave, Reflecting},
		{Closing, Signal, Done},

		{Reflecting, Leave, Done},
		{Reflecting, Signal, Done},
	}
}

func next(from State, on Event) (State, bool) {
	for _, t := range Table() {
		if t.From == from && t.On == on {
			return t.To, true
		}
	}
	return from, false
}
